"""What one's own space shows: missions, and competencies by domain with what supports each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from accounts.models import Structure, User
from certification.earned import Earned, earned_by
from cms.freshness import remember
from skills.models import Claim, Evidence, Framework, Mission
from skills.rules.frameworks import Competency, Content, Domain


def framework_for(structure: Structure | None) -> Framework | None:
    """The framework that the people of this structure read. Costs a query when something was published since."""
    key = ("framework", structure.pk if structure else None)
    return remember(key, lambda: Framework.objects.for_structure(structure).first())


@dataclass
class Line:
    """One competency that the person claims, and what supports it."""

    claim: Claim
    competency: Competency | None = None
    missions: list[Mission] = field(default_factory=list)
    earned: list[Earned] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class Shelf:
    """The claims of one domain."""

    title: str
    lines: list[Line]


class Space:
    """One person's record, gathered as it is asked for. Seven queries, whatever the rows."""

    def __init__(self, person: User, structure: Structure | None) -> None:
        self.person, self.structure = person, structure

    @cached_property
    def missions(self) -> list[Mission]:
        """Those begun and not wholly told first, then the last begun."""
        return list(Mission.objects.of(self.person).newest_first())

    @cached_property
    def claims(self) -> list[Claim]:
        mine = Mission.objects.of(self.person).only("pk")
        shown = Evidence.objects.of(self.person).only("pk", "title", "mission", "kind")
        return list(
            Claim.objects.of(self.person).prefetch_related(
                Prefetch("missions", mine), Prefetch("evidence", shown)
            )
        )

    @cached_property
    def earned(self) -> list[Earned]:
        return earned_by(self.person)

    @cached_property
    def content(self) -> Content:
        framework = framework_for(self.structure)
        return framework.reading if framework else Content()

    @cached_property
    def lines(self) -> dict[str, Line]:
        """One's claims by code, each with what supports it."""
        by_pk = {mission.pk: mission for mission in self.missions}
        found = {}
        for claim in self.claims:
            competency = self.content.by_code.get(claim.code)
            taught = set(competency.modules) if competency else set()
            found[claim.code] = Line(
                claim=claim,
                competency=competency,
                missions=[by_pk[one.pk] for one in claim.missions.all() if one.pk in by_pk],
                earned=[one for one in self.earned if taught & one.modules],
                evidence=list(claim.evidence.all()),
            )
        return found

    @cached_property
    def shelves(self) -> list[Shelf]:
        """One's claims by domain, as the framework orders them; at the end those that it no longer has."""
        shelves = [Shelf(domain.title, _lines_in(domain, self.lines)) for domain in self.content.domains]
        others = [line for code, line in self.lines.items() if code not in self.content.by_code]
        return [shelf for shelf in (*shelves, Shelf(_("Other competencies"), others)) if shelf.lines]

    @cached_property
    def claimed_in(self) -> dict[int, list[Claim]]:
        """Claims by mission."""
        found = defaultdict(list)
        for claim in self.claims:
            for mission in claim.missions.all():
                found[mission.pk].append(claim)
        return found

    @cached_property
    def cards(self) -> list[tuple[Mission, list[Claim]]]:
        """Each mission with what is claimed from it."""
        return [(mission, self.claimed_in[mission.pk]) for mission in self.missions]


def _lines_in(domain: Domain, lines: dict[str, Line]) -> list[Line]:
    return [lines[one.code] for one in domain.competencies if one.code in lines]
