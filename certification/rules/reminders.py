"""When a holder is reminded that a certificate comes to its end.

What is promised:

- the version names how many days before the last day; a letter more once that day has gone by;
- **only the nearest is written**: after a silence of the platform, one letter and not all those that were missed;
- nothing on the day a certificate is granted, however short it stands, nor long after its end: what ended more than
  `LATE_DAYS` ago, before anybody asked for letters, is left in peace.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

#: What the letter after the last day is known by, among days before it.
OVER = 0
LATE_DAYS = 30


def due_reminder(*, granted_on: date, expires_on: date, days: Iterable[int], today: date) -> int | None:
    """How many days before its end the letter of today is for, `OVER` once it has ended; None where none is due."""
    if today > expires_on:
        return OVER if today <= expires_on + timedelta(days=LATE_DAYS) else None
    reached = [
        before for before in days if granted_on < expires_on - timedelta(days=before) <= today <= expires_on
    ]
    return min(reached, default=None)
