"""Letters that tell notifications: written in French, kept by the mail backend, delivered by the worker.

Each says how to stop them, in its foot for people and in its headers (RFC 8058) for their mail programs. Nothing in
them tells us whether they were opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from learning.models.talk import Notification

if TYPE_CHECKING:
    from accounts.models import Structure, User

LANGUAGE = "fr"


def site_of(structure: Structure | None) -> str:
    """Where the structure's site stands. `BASE_URL` wins where it names the same machine."""
    site = structure.site if structure else None
    if site is None or site.hostname == urlsplit(settings.BASE_URL).hostname:
        return settings.BASE_URL
    return site.root_url


def write_one(notification: Notification) -> None:
    """The letter of one notification, written right away."""
    _write("notification", notification.person, [notification], stop=notification.kind)


def write_digest(person: User, notifications: Sequence[Notification]) -> None:
    """The letter of the day: all these notifications, to the same person."""
    _write("digest", person, notifications, stop=Notification.DIGEST)


def _write(name: str, person: User, notifications: Sequence[Notification], *, stop: str) -> None:
    structure = next((one.structure for one in notifications if one.structure), None)
    site = site_of(structure)
    stop_url = site + Notification.stop_path(person, stop)
    # The name of the mail program's own button: it sends one POST there, without signing in.
    headers = {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    with translation.override(LANGUAGE):
        context = {
            "person": person,
            "structure": structure,
            "items": [(one, site_of(one.structure)) for one in notifications],
            "one": notifications[0],
            "site": site,
            "stop_url": stop_url,
            "choices_url": site + reverse("learning:notification-choices"),
        }
        base = f"learning/emails/{name}"
        letter = EmailMultiAlternatives(
            # A subject is one line, whatever the words.
            subject=" ".join(render_to_string(f"{base}.subject.txt", context).split()),
            body=render_to_string(f"{base}.txt", context).strip() + "\n",
            to=[person.email],
            reply_to=[structure.email] if structure and structure.email else None,
            headers=headers,
        )
        letter.attach_alternative(render_to_string(f"{base}.html", context), "text/html")
        letter.send()
