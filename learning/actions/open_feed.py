"""Give somebody a private calendar address, another one, or none."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.groups import CalendarFeed

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def open_feed(*, person: User) -> CalendarFeed:
    """A new address for the person's calendar; the one before, if any, answers no more."""
    feed, _is_new = CalendarFeed.objects.update_or_create(
        person=person, defaults={"token": secrets.token_urlsafe(32), "made_at": timezone.now()}
    )
    LogEntry.objects.append(actor=person, verb="calendar.opened", subject=feed, structure=None)
    return feed


@transaction.atomic
def close_feed(*, person: User) -> None:
    """Take the address away. Doing it twice changes nothing."""
    feed = CalendarFeed.objects.filter(person=person).first()
    if feed is not None:
        LogEntry.objects.append(actor=person, verb="calendar.closed", subject=feed, structure=None)
        feed.delete()
