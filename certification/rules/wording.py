"""Dates and durations in words, the way they are printed for good."""

from __future__ import annotations

from datetime import date

NO_BREAK = "\u00a0"
FRENCH_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)


def french_date(day: date) -> str:
    """22 novembre 2026; the first of a month is 1er."""
    rank = "1er" if day.day == 1 else str(day.day)
    return f"{rank} {FRENCH_MONTHS[day.month - 1]} {day.year}"


def hours(minutes: int) -> str:
    """3 h 45, 4 h, 45 min: the same in French and English."""
    whole, rest = divmod(minutes, 60)
    if not whole:
        return f"{rest}{NO_BREAK}min"
    return f"{whole}{NO_BREAK}h" + (f"{NO_BREAK}{rest:02}" if rest else "")
