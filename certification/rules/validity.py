"""Until when a certificate stands.

A certificate of so many months granted on a day stands until the day before that day of the month comes round,
included: 36 months from 26 November 2026 end on 25 November 2029. Where the month has no such day, until its last one.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier, or the last of that month where it has no such day."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    month += 1
    return date(years, month, min(day.day, monthrange(years, month)[1]))


def last_day(granted_on: date, months: int) -> date:
    """The last day, included, of a certificate of so many months."""
    years, month = divmod(granted_on.year * 12 + granted_on.month - 1 + months, 12)
    month += 1
    length = monthrange(years, month)[1]
    if granted_on.day > length:
        return date(years, month, length)
    return date(years, month, granted_on.day) - timedelta(days=1)


def renewed_last_day(granted_on: date, months: int, *, before: date | None) -> date:
    """The same for one that renews a certificate whose last day was ``before``: who renews early loses nothing."""
    return last_day(max(granted_on, before + timedelta(days=1)) if before else granted_on, months)
