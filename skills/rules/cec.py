"""What the hours of one calendar year come to, beside the thresholds of the compte d'engagement citoyen (CEC).

- the CEC counts the hours of one person in a calendar year: 200 in all, of which 100 in one association;
- who volunteers declares the hours of year N before 30 June N+1, and the association's validator attests them before
  31 December N+1;
- the hours of a mission that spans years are shared by days, rounded to the tenth: an estimate, and always said to be
  one. So are hours worked out from a rhythm;
- what is compared is what is shown: the sums of the rounded shares. Hours that were not told count for nothing.

Figures and dates: `domain/reference.md`, section 2.4, from acepprif.org “le compte d'engagement citoyen”,
associations.gouv.fr “le-compte-dengagement-citoyen-cec” and “article11811” (law of 15 April 2024).

A summary, never a declaration: whether the person sits on the governing body or leads other volunteers, and whether the
association has been declared for a year and in the fields of article 200 of the tax code, cannot be told from hours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from skills.rules.missions import FIRST_YEAR

HOURS_IN_ALL = 200
HOURS_IN_ONE = 100
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Served:
    """One mission: in which association, as what, and its hours in all (None when they are not told)."""

    association_id: int
    association: str
    role: str
    starts_on: date
    ends_on: date | None
    hours: Decimal | None
    is_estimated: bool


@dataclass(frozen=True)
class Share:
    """What one mission gave in the year."""

    role: str
    hours: Decimal | None
    is_shared: bool
    is_estimated: bool


@dataclass(frozen=True)
class InOne:
    """What one association was given in the year."""

    association: str
    shares: tuple[Share, ...]

    @property
    def hours(self) -> Decimal:
        return sum((one.hours for one in self.shares if one.hours is not None), Decimal(0))


@dataclass(frozen=True)
class Threshold:
    """So many hours asked, so many counted."""

    asked: int
    counted: Decimal

    @property
    def is_reached(self) -> bool:
        return self.counted >= self.asked

    @property
    def missing(self) -> Decimal:
        return max(self.asked - self.counted, Decimal(0))


@dataclass(frozen=True)
class Deadline:
    """A day before which something is done. That day itself has not gone by."""

    day: date
    is_past: bool


@dataclass(frozen=True)
class Summary:
    """One year, by association, the one that was given most first."""

    year: int
    associations: tuple[InOne, ...]
    declare_before: Deadline
    attest_before: Deadline

    @property
    def hours(self) -> Decimal:
        return sum((one.hours for one in self.associations), Decimal(0))

    @property
    def in_all(self) -> Threshold:
        return Threshold(HOURS_IN_ALL, self.hours)

    @property
    def in_one(self) -> Threshold:
        return Threshold(HOURS_IN_ONE, max((one.hours for one in self.associations), default=Decimal(0)))

    @property
    def is_reached(self) -> bool:
        """Whether the hours are there; the other conditions are not looked at."""
        return self.in_all.is_reached and self.in_one.is_reached

    @property
    def is_estimated(self) -> bool:
        return any(share.is_estimated for one in self.associations for share in one.shares)

    @property
    def is_partly_told(self) -> bool:
        """Whether some mission of the year says no hours."""
        return any(share.hours is None for one in self.associations for share in one.shares)


def is_year(year: int, *, today: date) -> bool:
    """Whether a mission may have hours in that year."""
    return FIRST_YEAR <= year <= today.year


def _last_day(served: Served, today: date) -> date:
    return max(min(served.ends_on or today, today), served.starts_on)


def years_of(missions: Iterable[Served], *, today: date) -> list[int]:
    """The years in which these missions took place, the last first."""
    every = {year for one in missions for year in range(one.starts_on.year, _last_day(one, today).year + 1)}
    return sorted(every, reverse=True)


def share_of(served: Served, *, year: int, today: date) -> Share | None:
    """What this mission gave in that year, by its days; None when it gave none."""
    last = _last_day(served, today)
    days_in_all = (last - served.starts_on).days + 1
    days = (min(last, date(year, 12, 31)) - max(served.starts_on, date(year, 1, 1))).days + 1
    if days <= 0:
        return None
    is_shared = days < days_in_all
    hours = served.hours
    if hours is not None and is_shared:
        hours = (hours * days / days_in_all).quantize(TENTH, rounding=ROUND_HALF_UP)
    return Share(
        role=served.role, hours=hours, is_shared=is_shared, is_estimated=is_shared or served.is_estimated
    )


def summary(missions: Iterable[Served], *, year: int, today: date) -> Summary:
    """That year of these missions."""
    names: dict[int, str] = {}
    shares: dict[int, list[Share]] = {}
    for one in missions:
        share = share_of(one, year=year, today=today)
        if share is not None:
            names.setdefault(one.association_id, one.association)
            shares.setdefault(one.association_id, []).append(share)
    given = [InOne(names[key], tuple(mine)) for key, mine in shares.items()]
    declare, attest = date(year + 1, 6, 30), date(year + 1, 12, 31)
    return Summary(
        year=year,
        associations=tuple(sorted(given, key=lambda one: (-one.hours, one.association))),
        declare_before=Deadline(declare, today > declare),
        attest_before=Deadline(attest, today > attest),
    )
