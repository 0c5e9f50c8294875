"""How long an authority's authorisation to grant may last.

- It begins and ends on days that are both included, and does not end before it begins.
- It lasts so many years at most: the last day is the eve of the anniversary (5 July 2025, three years: 4 July 2028).
  Begun on a 29 February, the eve of 1 March where the year has no such day.
"""

from __future__ import annotations

from datetime import date, timedelta


def last_day(begins: date, years: int) -> date:
    """The last day that an authorisation of so many years may have."""
    try:
        anniversary = begins.replace(year=begins.year + years)
    except ValueError:
        anniversary = date(begins.year + years, 3, 1)
    return anniversary - timedelta(days=1)


def lasts_too_long(begins: date, ends: date, years: int | None) -> bool:
    """Whether this is more than the years allowed; without a limit, never."""
    return years is not None and ends > last_day(begins, years)
