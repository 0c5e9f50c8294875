"""What the volunteers of one house did, in figures that tell of nobody.

- a mission counts in the year that it began; its hours in the years that they were given, shared by days as in
  `rules/cec.py`; hours that were not told count for nothing;
- a mission is attested where an association's word is on what it says today; a competency counts once for each mission
  that such a word confirms it in, at whatever level;
- towns are those of the associations. One spelling, accents and capitals aside, makes one town;
- what may be shown is decided in `rules/disclosure.py`: one table a year, whose totals are those of all its parts. No
  sum over years is made, so that none is taken apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from skills.rules.disclosure import Behind, Secret, secret_of, secrets, together

MISSIONS, HOURS, ATTESTED, COMPETENCIES = MEASURES = ("missions", "hours", "attested", "competencies")


@dataclass(frozen=True)
class Fact:
    """One mission that counts. `hours`: by year; `domains`: of each competency that a word confirms, one by one."""

    person: int
    year: int
    town: str
    hours: Mapping[int, Decimal] = field(default_factory=dict)
    attested: bool = False
    domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cell:
    """One figure: its value, or why it is not shown."""

    value: Decimal | None
    secret: Secret | None = None


@dataclass(frozen=True)
class Column:
    """One measure by its parts, and in all."""

    parts: Mapping[str, Cell]
    total: Cell

    @property
    def longest(self) -> Decimal:
        """The largest part that is shown, one at least: what bars are drawn against."""
        return max((cell.value for cell in self.parts.values() if cell.value is not None), default=Decimal(1))


@dataclass(frozen=True)
class Given:
    """What one mission gives to one part: so much, or (`is_rest`) nothing, where it might have."""

    part: str
    person: int
    amount: Decimal
    is_rest: bool = False


def column(given: Iterable[Given], parts: Collection[str], *, also: Collection[str] = ()) -> Column:
    """These amounts by part, without those that would tell of somebody."""
    amounts = dict.fromkeys(parts, Decimal(0))
    people: dict[str, set[int]] = {part: set() for part in parts}
    rest: dict[str, set[int]] = {part: set() for part in parts}
    for one in given:
        amounts[one.part] += one.amount
        (rest if one.is_rest else people)[one.part].add(one.person)
    behind = {part: Behind(frozenset(people[part]), frozenset(rest[part])) for part in parts}
    why = secrets(behind, also=also)
    cells = {part: _cell(amounts[part], why.get(part)) for part in parts}
    in_all = _cell(sum(amounts.values(), Decimal(0)), secret_of(together(behind.values())))
    return Column(cells, in_all)


def _cell(value: Decimal, secret: Secret | None) -> Cell:
    return Cell(None, secret) if secret else Cell(value)


def years_of(facts: Iterable[Fact]) -> list[int]:
    """The years that these tell of, the last first."""
    return sorted({year for one in facts for year in (one.year, *one.hours)}, reverse=True)


def by_town(facts: Collection[Fact], year: int) -> dict[str, Column]:
    """Each measure of that year, by town."""
    of_year = [one for one in facts if one.year == year or year in one.hours]
    towns = sorted({one.town for one in of_year})
    missions = column(_amounts(of_year, year, MISSIONS), towns)
    hidden = {town for town, cell in missions.parts.items() if cell.secret}
    columns = {
        HOURS: column(_amounts(of_year, year, HOURS), towns),
        ATTESTED: column(_amounts(of_year, year, ATTESTED), towns, also=hidden),
        COMPETENCIES: column(_amounts(of_year, year, COMPETENCIES), towns),
    }
    return {MISSIONS: missions, **columns}


def _amounts(facts: Iterable[Fact], year: int, measure: str) -> Iterator[Given]:
    for one in facts:
        if measure == HOURS:
            if year in one.hours:
                yield Given(one.town, one.person, one.hours[year])
        elif one.year != year:
            continue
        elif measure == ATTESTED:
            yield Given(one.town, one.person, Decimal(one.attested), is_rest=not one.attested)
        elif measure == MISSIONS:
            yield Given(one.town, one.person, Decimal(1))
        elif one.domains:
            yield Given(one.town, one.person, Decimal(len(one.domains)))


def by_domain(facts: Iterable[Fact], year: int) -> Column:
    """Competencies attested of that year, by domain."""
    given = [
        Given(domain, one.person, Decimal(1)) for one in facts if one.year == year for domain in one.domains
    ]
    return column(given, sorted({one.part for one in given}))
