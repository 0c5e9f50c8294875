"""Decide on a candidate's request to be exempted from practice."""

from __future__ import annotations

from datetime import date
from typing import Literal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification import letters
from certification.actions.advance_dossier import advance
from certification.actions.appraise_theory import may_lead_on
from certification.actions.decide_dossier import may_decide_on
from certification.actions.move_dossier import move
from certification.evidence import OPEN_EXEMPTIONS
from certification.models import Dossier, Exemption
from certification.refusals import InterviewMissing, MayNotDecide, ReasonMissing, TooLate
from certification.rules.requirements import ExemptionRule
from certification.rules.separation import MayDecide


def rule_of(dossier: Dossier) -> ExemptionRule | None:
    """How the version that the candidate entered under exempts; None where it does not."""
    practice = dossier.read().practice
    return practice.exemption if practice else None


def may_exempt(dossier: Dossier, actor: User) -> MayDecide:
    """Whether this person may decide on this dossier's exemption, today. Costs two queries at most."""
    rule = rule_of(dossier)
    by_lead = rule is not None and rule.decided_by == "pedagogical_lead"
    return may_lead_on(dossier, actor) if by_lead else may_decide_on(dossier, actor)


@transaction.atomic
def decide_exemption(
    *,
    dossier: Dossier,
    actor: User,
    verdict: Literal["grant", "refuse"],
    grounds: str,
    interview_on: date | None = None,
) -> Exemption:
    """The decision on the request that waits, with its grounds and the interview it rests on; the candidate is told.

    Facts then move the dossier on. Raises MayNotDecide, TooLate (nothing waits), InterviewMissing (where the version
    asks for one: a day gone by, or today) or ReasonMissing.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if not (answer := may_exempt(dossier, actor)):
        raise MayNotDecide(answer)
    exemption = dossier.exemptions.filter(state__in=OPEN_EXEMPTIONS).first()
    if exemption is None or dossier.state != Dossier.State.EXEMPTION_REQUESTED:
        raise TooLate(dossier)
    rule = rule_of(dossier)
    if rule and rule.interview and interview_on is None:
        raise InterviewMissing
    if interview_on is not None and interview_on > timezone.localdate():
        raise InterviewMissing
    grounds = grounds.strip()[:3000]
    if not grounds:
        raise ReasonMissing
    exemption.state = Exemption.State.GRANTED if verdict == "grant" else Exemption.State.REFUSED
    exemption.interview_on, exemption.interviewer = interview_on, actor if interview_on else None
    exemption.decision_grounds = grounds
    exemption.decided_at, exemption.decided_by = timezone.now(), actor
    exemption.save()
    move(dossier=dossier, event=f"{verdict}_exemption", actor=actor)
    letters.send(
        "exemption_decided",
        to=dossier.candidate,
        structure=dossier.structure,
        dossier=dossier,
        exemption=exemption,
    )
    advance(dossier=dossier)
    return exemption
