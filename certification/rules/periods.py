"""When the versions of one scheme are in force: one at a time, each from a day until a day, both included.

- A version that comes into force ends the one that has no end: on the day before. The past is not rewritten: that day
  may not be before yesterday.
- Any other overlap is refused, and the version it meets is named.
- A version does not end before it begins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """Days when one version is in force, both included; without an end, until another comes."""

    name: str
    begins: date
    ends: date | None = None

    def meets(self, other: Period) -> bool:
        """Whether both are in force on some day."""
        return self.begins <= (other.ends or date.max) and other.begins <= (self.ends or date.max)


@dataclass(frozen=True)
class Placement:
    """What it takes to put a version in force: whom it `follows` and so ends, on the day before it begins; whom it
    would `clash` with. True when it may be."""

    follows: str = ""
    last_day: date | None = None
    clash: str = ""
    ends_first: bool = False

    def __bool__(self) -> bool:
        return not self.clash and not self.ends_first


def place(new: Period, others: Iterable[Period], today: date) -> Placement:
    """Where this period fits among those of the other versions in force, to come or gone by."""
    if new.ends is not None and new.ends < new.begins:
        return Placement(ends_first=True)
    before = new.begins - timedelta(days=1)
    follows = ""
    for other in others:
        if not new.meets(other):
            continue
        endless = other.ends is None and other.begins <= before and before >= today - timedelta(days=1)
        if not endless or follows:
            return Placement(clash=other.name)
        follows = other.name
    return Placement(follows=follows, last_day=before if follows else None)
