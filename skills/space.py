"""What one's own space shows: missions, and competencies by domain with what supports each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Structure, User
from certification.earned import Earned, earned_by
from cms.freshness import remember
from skills.models import Attestation, Claim, Evidence, Framework, Mission
from skills.rules.attestations import filled
from skills.rules.frameworks import Competency, Content, Domain
from skills.shown import facts_of


def framework_for(structure: Structure | None) -> Framework | None:
    """The framework that the people of this structure read. Costs a query when something was published since."""
    key = ("framework", structure.pk if structure else None)
    return remember(key, lambda: Framework.objects.for_structure(structure).first())


@dataclass(frozen=True)
class Said:
    """One word on one mission, as its volunteer reads it. `current`: whether the mission still says what was read."""

    attestation: Attestation
    mission: Mission
    current: bool

    @property
    def counts(self) -> bool:
        """Whether the association stands behind the mission as it is today."""
        return self.current and self.attestation.state == Attestation.State.ATTESTED

    @property
    def words(self) -> Promise:
        """Where it stands."""
        if self.attestation.answered_at and not self.current:
            return gettext_lazy("The association’s word is on an older version")
        return self.attestation.standing_words

    @cached_property
    def levels(self) -> dict[str, int | None]:
        """The level that the word confirms of each competency, or None."""
        return {one["code"]: one["confirmed"] for one in self.attestation.shown.get("competencies", ())}


@dataclass
class Line:
    """One competency that the person claims, and what supports it."""

    claim: Claim
    competency: Competency | None = None
    missions: list[Mission] = field(default_factory=list)
    earned: list[Earned] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)

    @property
    def levels(self) -> list[int | None]:
        """What each word on today's version says of this competency."""
        return [level for mission in self.missions for level in self.levels_in(mission)]

    def levels_in(self, mission: Mission) -> list[int | None]:
        """The same of one mission alone."""
        said = (one for one in self.said if one.mission.pk == mission.pk and one.counts)
        return [one.levels[self.claim.code] for one in said if self.claim.code in one.levels]

    @property
    def filled(self) -> int:
        return filled(self.claim.level, self.levels)

    @property
    def attested_by(self) -> list[tuple[Said, int, str]]:
        """Each word that confirms it today, with the level and how it is said."""
        words = dict(Claim.Level.choices)
        found = [(one, one.levels.get(self.claim.code)) for one in self.said if one.counts]
        return [(one, level, words[level]) for one, level in found if level is not None]


@dataclass(frozen=True)
class Shelf:
    """The claims of one domain."""

    title: str
    lines: list[Line]


class Space:
    """One person's record, gathered as it is asked for. Eight queries, whatever the rows."""

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
    def said(self) -> dict[int, list[Said]]:
        """Words on one's missions and requests for them, by mission, the last asked first."""
        by_pk = {mission.pk: mission for mission in self.missions}
        found: dict[int, list[Said]] = {}
        for one in Attestation.objects.of(self.person).for_record():
            if (mission := by_pk.get(one.mission_id)) is not None:
                current = one.is_of(facts_of(mission, self.claimed_in[mission.pk]))
                found.setdefault(mission.pk, []).append(Said(one, mission, current))
        return found

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
                said=[said for one in claim.missions.all() for said in self.said.get(one.pk, ())],
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
    def cards(self) -> list[tuple[Mission, list[Claim], list[Said], bool]]:
        """Each mission with what is claimed from it, the words on it, and whether one attests it as it is."""
        return [
            (mission, self.claimed_in[mission.pk], said, any(one.counts for one in said))
            for mission in self.missions
            for said in [self.said.get(mission.pk, [])]
        ]


def _lines_in(domain: Domain, lines: dict[str, Line]) -> list[Line]:
    return [lines[one.code] for one in domain.competencies if one.code in lines]
