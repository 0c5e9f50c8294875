"""Letters about one's account: written in French, kept by the mail backend, delivered by the worker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from accounts.models import User


@dataclass(frozen=True)
class Correspondent:
    """Somebody as they were called, whose account is no longer."""

    email: str
    display_name: str


def write(name: str, *, to: User | Correspondent, **context: Any) -> None:
    """Write the letter `templates/accounts/emails/<name>` to this person, from the platform."""
    context |= {
        "person": to,
        "site": settings.BASE_URL,
        "page_url": settings.BASE_URL + reverse("my_data:page"),
    }
    with translation.override(settings.LANGUAGE_CODE):
        base = f"accounts/emails/{name}"
        EmailMessage(
            # A subject is one line, whatever the template's shape.
            subject=" ".join(render_to_string(f"{base}.subject.txt", context).split()),
            body=render_to_string(f"{base}.txt", context).strip() + "\n",
            to=[to.email],
        ).send()
