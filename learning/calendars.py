"""A person's deadlines as a calendar that their telephone or their computer follows (RFC 5545, RFC 7986)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from learning.deadlines import Due

if TYPE_CHECKING:
    from django.http import HttpRequest

REFRESH = timedelta(hours=6)


def calendar_of(dues: Sequence[Due], *, request: HttpRequest) -> str:
    """These deadlines as one calendar; what is done is marked so, and stays. Moments are written in UTC, so that every
    program shows its reader's own time."""
    calendar = Calendar()
    calendar.add("prodid", "-//Essaim//Echeances//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for field in ("name", "x-wr-calname"):
        calendar.add(field, _("My deadlines"))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for due in dues:
        calendar.add_component(_event(due, request))
    return calendar.to_ical().decode()


def _event(due: Due, request: HttpRequest) -> Event:
    words = {
        "title": _visible(due.title),
        "module": _visible(due.module_title),
        "group": _visible(due.group_title),
    }
    title = _("Done: %(title)s") if due.is_done else _("Due: %(title)s")
    event = Event()
    # It lasts: a program knows by it that an event changed.
    event.add("uid", f"echeance-{due.pk}@{settings.BASE_URL.partition('://')[2]}")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", due.due_at.astimezone(UTC))
    event.add("summary", title % words)
    event.add("description", _("Module “%(module)s”, with the group “%(group)s”.") % words)
    event.add("transp", "TRANSPARENT")
    if due.url:
        event.add("url", request.build_absolute_uri(due.url))
    return event


def _visible(text: str) -> str:
    """The text without the control characters that calendar programs refuse."""
    return "".join(sign for sign in text if sign.isprintable())
