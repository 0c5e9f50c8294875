"""The age of candidates, told by bands so that nobody is recognised.

Bands begin at the age of their first bound: who turns 18 on the day is of the band from 18. A birth date after the day,
or none, is of no band.
"""

from __future__ import annotations

from datetime import date

#: First age of each band; the last has no end.
BOUNDS = (0, 18, 26, 40, 60)
BANDS = tuple(
    f"{first}-{following - 1}" if following else f"{first}+"
    for first, following in zip(BOUNDS, (*BOUNDS[1:], None), strict=True)
)
UNKNOWN = "unknown"


def age_on(day: date, birth: date) -> int:
    """Whole years that day; who is born on 29 February turns a year older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def band_of(birth: date | None, day: date) -> str:
    """The band of somebody born then, that day: “18-25”, “60+”; UNKNOWN without a date that can be."""
    if birth is None or birth > day:
        return UNKNOWN
    age = age_on(day, birth)
    return BANDS[sum(age >= bound for bound in BOUNDS) - 1]
