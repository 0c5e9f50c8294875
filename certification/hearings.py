"""What a jury sees of the dossiers before it: who may speak, who signed, and what may be shown to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from accounts.models import Membership, Structure, User
from certification.evidence import eligibility_of_dossier
from certification.jury_refusals import TIES
from certification.models import (
    Appraisal,
    Conflict,
    Dossier,
    JuryCase,
    JuryMember,
    JurySession,
    Opinion,
    Practice,
)
from certification.rules.eligibility import Eligibility
from certification.rules.jury import Association, Bench, Candidate, Seat, Tie, bench, decisions
from certification.rules.separation import DECIDING_ROLES
from learning.models import CompletedStep


@dataclass(frozen=True)
class Hearing:
    """One dossier before a session, with its bench. `opinions` holds all of them, those still hidden too: pages read
    `shown_to`.
    """

    case: JuryCase
    bench: Bench
    members: Mapping[int, JuryMember]
    opinions: tuple[Opinion, ...]

    @property
    def is_pending(self) -> bool:
        """Whether the jury has still to decide: neither decided, nor sent back, nor withdrawn by its candidate."""
        return not self.case.decided_at and self.case.dossier.state == Dossier.State.JURY

    @property
    def signed(self) -> frozenset[int]:
        """Members who signed and may speak: what somebody signed before declaring a tie does not count."""
        return frozenset(one.member_id for one in self.opinions if one.signed_at) & frozenset(
            self.bench.speaking
        )

    @property
    def missing(self) -> tuple[JuryMember, ...]:
        """Who has still to sign."""
        return tuple(self.members[pk] for pk in self.bench.missing(self.signed))

    @property
    def speaking(self) -> tuple[JuryMember, ...]:
        return tuple(self.members[pk] for pk in self.bench.speaking)

    @property
    def excluded(self) -> tuple[tuple[JuryMember, Tie], ...]:
        return tuple((self.members[pk], tie) for pk, tie in self.bench.excluded.items())

    @property
    def leader(self) -> JuryMember | None:
        return self.members.get(self.bench.leader)

    @property
    def may_show(self) -> bool:
        return self.bench.may_show(self.signed)

    @property
    def counted(self) -> tuple[Opinion, ...]:
        """The signed opinions of those who may speak, in the order of their seats."""
        by_member = {one.member_id: one for one in self.opinions}
        return tuple(by_member[pk] for pk in self.bench.speaking if pk in self.signed)

    @property
    def shown(self) -> tuple[Opinion, ...]:
        """The opinions that those who may speak, and staff, may read now: all, or none."""
        return self.counted if self.may_show else ()

    @property
    def excluded_in_words(self) -> tuple[tuple[JuryMember, str], ...]:
        return tuple((member, str(TIES[tie])) for member, tie in self.excluded)

    @property
    def in_words(self) -> list[tuple[Opinion, list[tuple[str, str, str]]]]:
        """The opinions shown, each with its criteria in words: label, view, note."""
        return [(one, self.criteria_of(one)) for one in self.shown]

    def criteria_of(self, opinion: Opinion) -> list[tuple[str, str, str]]:
        """What an opinion says of each criterion, in words."""
        views = dict(Opinion.View.choices)
        return [
            (one.label, str(views[given["view"]]), given["note"])
            for one in self.case.dossier.version.read().decision.criteria
            if (given := opinion.criteria.get(one.code))
        ]

    def own(self, member: JuryMember | None) -> Opinion | None:
        """What this member wrote, signed or not."""
        return next((one for one in self.opinions if member and one.member_id == member.pk), None)

    def member_of(self, person: User) -> JuryMember | None:
        """This person's seat."""
        return next((one for one in self.members.values() if one.person_id == person.pk), None)


def is_staff_of(person: User, structure: Structure) -> bool:
    """Whether this person is validator or manager there, today. Costs one query."""
    held = Membership.objects.held_by(person).of(structure).current()
    return held.filter(role__in=DECIDING_ROLES).exists()


def locked_case(case: JuryCase) -> JuryCase:
    """The same, read again with its session kept from others until the transaction ends. Costs two queries."""
    session = JurySession.objects.locked().get(pk=case.session_id)
    found = JuryCase.objects.select_related("dossier__candidate", "dossier__version__scheme__structure").get(
        pk=case.pk
    )
    found.session = session
    return found


def hearings_of(session: JurySession) -> list[Hearing]:
    """Every dossier before this session with its bench. Costs eight queries, however many they are."""
    cases = session.cases.select_related("dossier__candidate", "dossier__version__scheme__structure")
    return hearings_for(session, cases)


def hearing_of(case: JuryCase) -> Hearing:
    """This dossier with its bench. Costs eight queries."""
    cases = case.session.cases.select_related("dossier__candidate", "dossier__version__scheme__structure")
    [found] = hearings_for(case.session, cases.filter(pk=case.pk))
    return found


def hearings_for(session: JurySession, cases: Iterable[JuryCase]) -> list[Hearing]:
    members = {one.pk: one for one in session.members.select_related("person")}
    cases = list(cases)
    for case in cases:
        case.session = session
    candidates = _candidates(cases)
    declared: dict[int, dict[int, str]] = defaultdict(dict)
    for conflict in Conflict.objects.filter(case__in=cases):
        declared[conflict.case_id][conflict.member_id] = conflict.reason
    opinions: dict[int, list[Opinion]] = defaultdict(list)
    for opinion in Opinion.objects.filter(case__in=cases):
        opinion.member = members[opinion.member_id]
        opinions[opinion.case_id].append(opinion)
    seats = [
        Seat(
            one.pk,
            one.person_id,
            one.person.email,
            Association(one.association_name, one.association_rna),
            one.presides,
        )
        for one in members.values()
    ]
    return [
        Hearing(
            case,
            bench(seats, candidates[case.pk], declared[case.pk], session.quorum),
            members,
            tuple(opinions[case.pk]),
        )
        for case in cases
    ]


def _candidates(cases: Collection[JuryCase]) -> dict[int, Candidate]:
    """What is known of who has a tie with each candidate, by case. Costs four queries."""
    dossiers = {case.dossier_id for case in cases}
    practices: dict[int, list[Practice]] = defaultdict(list)
    for practice in Practice.objects.filter(dossier__in=dossiers):
        practices[practice.dossier_id].append(practice)
    appraisers: dict[int, set[int]] = defaultdict(set)
    for dossier, author in Appraisal.objects.filter(dossier__in=dossiers).values_list(
        "dossier_id", "written_by_id"
    ):
        appraisers[dossier].add(author)
    trainers: dict[int, set[int]] = defaultdict(set)
    people = {case.dossier.candidate_id for case in cases}
    confirmed = CompletedStep.objects.filter(enrolment__learner__in=people).exclude(confirmed_by=None)
    for person, trainer in confirmed.values_list("enrolment__learner_id", "confirmed_by_id").distinct():
        trainers[person].add(trainer)
    judges: dict[int, set[int]] = defaultdict(set)
    refused = Opinion.objects.signed().filter(
        Q(case__decision=JuryCase.Decision.REFUSED), case__dossier__in=dossiers
    )
    before = {case.dossier_id: case.pk for case in cases}
    for case, dossier, person in refused.values_list("case_id", "case__dossier_id", "member__person_id"):
        if case < before[dossier]:
            judges[dossier].add(person)
    return {
        case.pk: Candidate(
            person=case.dossier.candidate_id,
            email=case.dossier.candidate.email,
            associations=(
                Association(case.dossier.association_name, case.dossier.association_rna),
                *(
                    Association(one.association_name, one.association_rna)
                    for one in practices[case.dossier_id]
                ),
            ),
            trainers=frozenset(
                (trainers[case.dossier.candidate_id] | appraisers[case.dossier_id])
                - {case.dossier.candidate_id}
            ),
            tutors=frozenset(one.tutor_email for one in practices[case.dossier_id] if one.tutor_email),
            judges=frozenset(judges[case.dossier_id]),
        )
        for case in cases
    }


@dataclass(frozen=True)
class Choices:
    """What the jury may decide of one dossier today. `keepable`: slugs of the requirements that are met."""

    eligibility: Eligibility
    keepable: tuple[str, ...]
    decisions: tuple[str, ...]


def choices_for(case: JuryCase) -> Choices:
    """What may be decided of this dossier today. Costs five queries."""
    eligibility = eligibility_of_dossier(case.dossier)
    keepable = tuple(one.slug for one in eligibility.requirements if one.met)
    return Choices(eligibility, keepable, decisions(eligible=bool(eligibility), keepable=keepable))
