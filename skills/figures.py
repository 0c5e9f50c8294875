"""What the volunteers of one house did, in figures with their formula: of those who said yes, telling of nobody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Structure
from skills.models import Attestation, Claim, ClaimSupport, Framework, Mission
from skills.rules.cec import Served, share_of, years_of
from skills.rules.disclosure import Secret
from skills.rules.figures import (
    ATTESTED,
    COMPETENCIES,
    HOURS,
    MEASURES,
    MISSIONS,
    Cell,
    Column,
    Fact,
    by_domain,
    by_town,
)
from skills.rules.figures import years_of as years_told
from skills.rules.missions import search_name
from skills.shown import facts_of

NAMES: dict[str, Promise] = {
    MISSIONS: gettext_lazy("Missions told"),
    HOURS: gettext_lazy("Hours given"),
    ATTESTED: gettext_lazy("Missions attested"),
    COMPETENCIES: gettext_lazy("Competencies attested"),
}
FORMULAS: dict[str, Promise] = {
    MISSIONS: gettext_lazy("Missions told to their end that began in the year."),
    HOURS: gettext_lazy(
        "Hours of the missions of the year, counted or estimated by their volunteer; those of a mission over several "
        "years are shared by days."
    ),
    ATTESTED: gettext_lazy(
        "Missions that began in the year, with an association’s word on what they say today."
    ),
    COMPETENCIES: gettext_lazy(
        "Competencies that such a word confirms, at whatever level, each once for each mission."
    ),
}
SECRETS: dict[Secret, Promise] = {
    Secret.FEW: gettext_lazy("fewer than 5"),
    Secret.GUARD: gettext_lazy("not shown"),
}


# --- Gathered ------------------------------------------------------------------------------------------


def facts(structure: Structure) -> list[Fact]:
    """Each mission of this house that counts. Four queries, whatever the rows."""
    missions = list(Mission.objects.counted_in(structure).select_related("association"))
    claims: dict[int, list[Claim]] = defaultdict(list)
    counted = Mission.objects.counted_in(structure).values("pk")
    for one in ClaimSupport.objects.filter(mission__in=counted).select_related("claim"):
        claims[one.mission_id].append(one.claim)
    words: dict[int, list[Attestation]] = defaultdict(list)
    given = Attestation.objects.filter(mission__in=counted, state=Attestation.State.ATTESTED)
    for word in given.only("mission", "shown"):
        words[word.mission_id].append(word)
    frameworks = Framework.objects.in_bulk({one.framework_id for some in claims.values() for one in some})
    domains = {
        (pk, competency.code): domain.title
        for pk, framework in frameworks.items()
        for domain in framework.reading.domains
        for competency in domain.competencies
    }
    towns: dict[str, str] = {}
    return [_fact(one, claims[one.pk], words[one.pk], domains, towns) for one in missions]


def _fact(
    mission: Mission,
    claims: list[Claim],
    words: list[Attestation],
    domains: Mapping[tuple[int, str], str],
    towns: dict[str, str],
) -> Fact:
    said = facts_of(mission, claims)
    current = [word for word in words if word.is_of(said)]
    confirmed = {
        one["code"] for word in current for one in word.shown.get("competencies", ()) if one["confirmed"]
    }
    city = " ".join(mission.association.city.split())
    return Fact(
        person=mission.volunteer_id,
        year=mission.starts_on.year,
        # The first spelling met stands for all of them.
        town=towns.setdefault(search_name(city), city) or _("Town not told"),
        hours=dict(_hours_by_year(mission)),
        attested=bool(current),
        domains=tuple(
            domains.get((one.framework_id, one.code)) or _("Other competencies")
            for one in claims
            if one.code in confirmed
        ),
    )


def _hours_by_year(mission: Mission) -> Iterator[tuple[int, Decimal]]:
    served = Served(
        association_id=mission.association_id,
        association="",
        role="",
        starts_on=mission.starts_on,
        ends_on=mission.ends_on,
        hours=mission.total_hours,
        is_estimated=mission.is_estimated,
    )
    today = timezone.localdate()
    if served.hours is not None:
        for year in years_of([served], today=today):
            yield year, share_of(served, year=year, today=today).hours


# --- Shown ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """One figure as it is read, and the share of its bar in percent (None: no bar is drawn)."""

    value: Decimal | None
    words: str
    percent: int | None = None


@dataclass(frozen=True)
class Line:
    """One part of a table, with its figures."""

    name: str
    cells: tuple[Shown, ...]


@dataclass(frozen=True)
class Table:
    """One table: by what, its measures, its lines, and in all."""

    slug: str
    title: str
    part: str
    measures: tuple[str, ...]
    lines: tuple[Line, ...]
    total: tuple[Shown, ...] = ()


def shown(cell: Cell, longest: Decimal | None = None) -> Shown:
    """This figure in words; with a bar where there is something to draw it against."""
    if cell.secret:
        return Shown(None, str(SECRETS[cell.secret]))
    value = cell.value.normalize()
    words = number_format(value, use_l10n=True, force_grouping=True)
    return Shown(value, words, None if longest is None else int(cell.value * 100 / longest))


def _lines(columns: Iterable[Column]) -> tuple[Line, ...]:
    columns = list(columns)
    parts = columns[0].parts
    return tuple(
        Line(part, tuple(shown(column.parts[part], column.longest) for column in columns)) for part in parts
    )


class Figures:
    """All that one house may know of what its volunteers told, for one year. Four queries."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.facts = facts(structure)
        self.years = years_told(self.facts)

    def totals(self, year: int) -> dict[str, Cell]:
        """What the year comes to, by measure."""
        return {measure: column.total for measure, column in by_town(self.facts, year).items()}

    def by_year(self) -> Table:
        """Each year on a line. No sum of years is made: a mission of two years would be in it twice."""
        lines = tuple(
            Line(str(year), tuple(shown(cell) for cell in self.totals(year).values())) for year in self.years
        )
        return Table("annees", _("Year by year"), _("Year"), MEASURES, lines)

    def by_town(self, year: int) -> Table:
        columns = by_town(self.facts, year)
        in_all = tuple(shown(column.total) for column in columns.values())
        return Table("communes", _("By town"), _("Town"), MEASURES, _lines(columns.values()), in_all)

    def by_domain(self, year: int) -> Table:
        told = by_domain(self.facts, year)
        return Table(
            "domaines",
            _("By domain"),
            _("Domain"),
            (COMPETENCIES,),
            _lines([told]),
            (shown(told.total),),
        )

    def rows(self) -> Iterator[list[str]]:
        """All tables as open data, one figure a line; where one is not shown its place says why."""
        yield [
            _("Year"),
            _("Table"),
            _("Part"),
            _("Figure"),
            _("Value"),
            _("Not shown"),
            _("How it is counted"),
        ]
        for year in self.years:
            for table in (self.by_town(year), self.by_domain(year)):
                for line in (*table.lines, Line(_("In all"), table.total)):
                    for measure, cell in zip(table.measures, line.cells, strict=True):
                        secret = "" if cell.value is not None else cell.words
                        value = "" if cell.value is None else f"{cell.value:f}"
                        told = str(NAMES[measure])
                        yield [
                            str(year),
                            table.title,
                            line.name,
                            told,
                            value,
                            secret,
                            str(FORMULAS[measure]),
                        ]


def named(measures: Iterable[str]) -> list[tuple[str, str]]:
    """Measures in words: their name and their formula."""
    return [(str(NAMES[one]), str(FORMULAS[one])) for one in measures]
