"""Hours as people type them: 20, 1,5, 1.5, 1 h 30, 45 min. Words and anything else are no hours."""

from __future__ import annotations

import re
from decimal import Decimal

MOST = 10_000 * 60
_DECIMAL = re.compile(r"(\d{1,5})(?:[.,](\d{1,4}))?\s*(?:h|heures?)?", re.ASCII | re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,5})\s*(?:h|heures?|:)\s*(\d{1,2})\s*(?:min|minutes?)?", re.ASCII | re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,6})\s*(?:min|minutes?)", re.ASCII | re.IGNORECASE)


def minutes_of(typed: str) -> int | None:
    """The minutes that these words say; None where they say no whole number of minutes, or too many."""
    words = " ".join(typed.split())
    minutes: Decimal | int | None = None
    if found := _DECIMAL.fullmatch(words):
        minutes = Decimal(f"{found[1]}.{found[2] or 0}") * 60
    elif found := _CLOCK.fullmatch(words):
        minutes = int(found[1]) * 60 + int(found[2]) if int(found[2]) < 60 else None
    elif found := _MINUTES.fullmatch(words):
        minutes = int(found[1])
    if minutes is None or minutes != int(minutes) or minutes > MOST:
        return None
    return int(minutes)
