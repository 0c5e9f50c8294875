"""A dossier before a jury as one of its members sees it: what they may read, write and decide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from accounts.models import User
from certification.hearings import Choices, Hearing, choices_for, hearing_of
from certification.jury_refusals import TIES
from certification.minutes import part_in_words
from certification.models import JuryCase, JuryMember, JurySession, Opinion
from certification.rules.jury import to_decide
from certification.rules.requirements import Criterion

State = JurySession.State


@dataclass
class Sitting:
    """One dossier and one member of the jury that hears it."""

    hearing: Hearing
    member: JuryMember

    @classmethod
    def of(cls, case: JuryCase, person: User) -> Sitting:
        """Costs eight queries. `person` is a member."""
        hearing = hearing_of(case)
        return cls(hearing, hearing.member_of(person))

    @property
    def case(self) -> JuryCase:
        return self.hearing.case

    @property
    def state(self) -> str:
        return self.case.session.state

    @property
    def tie(self) -> str:
        """Why the member does not speak of it, in words; empty where they do."""
        tie = self.hearing.bench.excluded.get(self.member.pk)
        return str(TIES[tie]) if tie else ""

    @property
    def reads(self) -> bool:
        """Whether the record is open to them: not before the session opens, and not with a tie."""
        return not self.tie and self.state != State.PLANNED

    @property
    def may_declare(self) -> bool:
        return not self.tie and self.hearing.is_pending and self.state != State.CLOSED

    @property
    def own(self) -> Opinion | None:
        return self.hearing.own(self.member)

    @property
    def writes(self) -> bool:
        signed = self.own is not None and self.own.signed_at
        return self.reads and self.hearing.is_pending and self.state == State.OPEN and not signed

    @property
    def shown(self) -> tuple[Opinion, ...]:
        """Everybody's opinions, once all have signed; to those who speak only."""
        return self.hearing.shown if self.reads else ()

    @property
    def leads(self) -> bool:
        return self.hearing.leader is not None and self.hearing.leader.pk == self.member.pk

    @property
    def decides(self) -> bool:
        """Whether the decision is theirs to write, now."""
        obstacles = to_decide(
            self.hearing.bench, self.hearing.signed, state=self.state, decided=not self.hearing.is_pending
        )
        return self.leads and not obstacles

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        return self.case.dossier.version.read().decision.criteria

    @cached_property
    def choices(self) -> Choices:
        """The record, and what may be decided. Costs five queries."""
        return choices_for(self.case)

    @property
    def parts(self) -> list[tuple[str, str]]:
        """What a partial validation may keep: slugs with their words."""
        found = self.choices.eligibility.requirements
        return [(one.slug, part_in_words(one)) for one in found if one.met]

    @property
    def opinions(self) -> list[tuple[Opinion, list[tuple[str, str, str]]]]:
        """The opinions that the member may read, in words."""
        return self.hearing.in_words if self.reads else []

    @property
    def own_in_words(self) -> list[tuple[str, str, str]]:
        return self.hearing.criteria_of(self.own) if self.own else []
