"""Letters of certification, and of what leans on it: written in the documents' language, kept by the mail backend,
delivered by the worker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import Structure, User
from certification.kinds.base import LANGUAGE, site_address


@dataclass(frozen=True)
class Correspondent:
    """Somebody without an account whom a letter is for: a tutor, a guardian."""

    email: str
    display_name: str


def send(
    name: str,
    *,
    to: User | Correspondent,
    structure: Structure,
    stop_path: str = "",
    attached: tuple[str, bytes] | None = None,
    app: str = "certification",
    **context: Any,
) -> None:
    """Write the letter `templates/<app>/emails/<name>` to this person, from this structure.

    ``stop_path``: the signed address that stops letters of its kind, for people and for mail programs (RFC 8058).
    ``attached``: the name and the bytes of a PDF that goes along.
    """
    stop_url = site_address(structure) + stop_path if stop_path else ""
    context |= {
        "person": to,
        "structure": structure,
        "site": site_address(structure),
        "stop_url": stop_url,
        "dashboard_path": reverse("learning:dashboard"),
    }
    with translation.override(LANGUAGE):
        base = f"{app}/emails/{name}"
        letter = EmailMultiAlternatives(
            # A subject is one line, whatever the template's shape.
            subject=" ".join(render_to_string(f"{base}.subject.txt", context).split()),
            body=render_to_string(f"{base}.txt", context).strip() + "\n",
            to=[to.email],
            reply_to=[structure.email] if structure.email else None,
            headers={
                "List-Unsubscribe": f"<{stop_url}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            }
            if stop_url
            else None,
        )
        letter.attach_alternative(render_to_string(f"{base}.html", context), "text/html")
        if attached:
            letter.attach(*attached, "application/pdf")
        letter.send()
