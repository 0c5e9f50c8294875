"""Declare a period of practice."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.advance_dossier import advance
from certification.models import Dossier, Practice
from certification.practice_refusals import PracticeRefused
from certification.refusals import NotYours
from certification.rules.dossier_states import CANDIDATES_TURN
from certification.rules.practice import Problem, is_the_candidate, problem_with_period


@dataclass(frozen=True)
class Period:
    """What a candidate says of one period of practice, days as dates, as `Practice` names it."""

    association_name: str
    missions: str
    starts_on: date
    ends_on: date
    days: int
    tutor_name: str
    tutor_role: str
    tutor_email: str = ""
    association_rna: str = ""
    association_address: str = ""


def own_dossier(dossier: Dossier, actor: User) -> Dossier:
    """The dossier, kept from others until the transaction ends. Raises NotYours, or PracticeRefused where its
    candidate has nothing to say of practice at this time."""
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if dossier.read().practice is None:
        raise PracticeRefused(Problem.NOT_ASKED_FOR)
    if dossier.state not in CANDIDATES_TURN:
        raise PracticeRefused(Problem.NOT_NOW)
    return dossier


def check_period(period: Period, actor: User) -> None:
    """Raises PracticeRefused where the days make no sense, or the tutor is the candidate."""
    problem = problem_with_period(starts_on=period.starts_on, ends_on=period.ends_on, days=period.days)
    if is_the_candidate(
        tutor_name=period.tutor_name,
        tutor_email=period.tutor_email,
        candidate_name=actor.display_name,
        candidate_emails=[actor.email, *actor.emailaddress_set.values_list("email", flat=True)],
    ):
        problem = Problem.OWN_TUTOR
    if problem:
        raise PracticeRefused(problem)


@transaction.atomic
def declare_practice(*, dossier: Dossier, actor: User, period: Period) -> Practice:
    """The period, declared; the one there is where the very same was declared before, as by a second click.

    Raises NotYours or PracticeRefused.
    """
    dossier = own_dossier(dossier, actor)
    check_period(period, actor)
    same = dossier.practices.exclude(state=Practice.State.CANCELLED).filter(**asdict(period)).first()
    if same is not None:
        return same
    practice = Practice.objects.create(dossier=dossier, **asdict(period))
    LogEntry.objects.append(
        actor=actor,
        verb="practice.declared",
        subject=practice,
        structure=dossier.structure,
        payload={"dossier": dossier.pk, "association": period.association_name, "days": period.days},
    )
    advance(dossier=dossier)
    return practice
