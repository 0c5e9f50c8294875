"""Confirm what somebody declared that they did elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.actions.complete_step import complete_step
from learning.activities.refusals import Answered, Refused
from learning.activities.telling import tell_learner
from learning.models.activities import ExternalActivityPage
from learning.models.enrolment import Enrolment
from learning.models.work import Declaration
from learning.rules.declarations import refusal_to_confirm

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def confirm_declaration(
    *, declaration: Declaration, actor: User, minutes: int | None = None, reason: str = ""
) -> Declaration:
    """The activity confirmed, with these minutes or those declared: the step is done, with its hours, and the learner
    told. Raises Refused: for one's own, when somebody answered first, for other minutes without a reason.
    """
    enrolment, one = to_answer(declaration, actor)
    reason, minutes = reason.strip()[:500], one.minutes if minutes is None else minutes
    if refusal := refusal_to_confirm(declared=one.minutes, minutes=minutes, reason=reason):
        raise Refused(refusal)
    step = ExternalActivityPage.objects.filter(pk=one.step_id).first()
    if step is None:
        raise Refused(Answered.STEP_GONE)
    one.state, one.minutes_confirmed, one.reason = Declaration.State.CONFIRMED, minutes, reason
    one.decided_by, one.decided_at = actor, timezone.now()
    one.save()
    payload = {"step": one.step_title, "minutes": minutes, "declared": one.minutes}
    complete_step(
        enrolment=enrolment,
        step=step,
        actor=actor,
        revision_id=one.revision_id,
        minutes=minutes,
        modality=one.modality,
        evidence_type=step.evidence,
        confirmed_by=actor,
        lines=[(actor, "activity.confirmed", one, payload)],
        locked=True,
    )
    tell_learner(one, kind="declaration_decided", words={"confirmed": True, "reason": reason})
    return one


def to_answer(declaration: Declaration, actor: User) -> tuple[Enrolment, Declaration]:
    """The declaration as it stands, its enrolment held. Raises Refused for one's own, or once it was answered."""
    enrolment = Enrolment.objects.locked(declaration.enrolment)
    one = Declaration.objects.select_related("step").get(pk=declaration.pk)
    one.enrolment = enrolment
    if enrolment.learner_id == actor.pk:
        raise Refused(Answered.OWN)
    if one.state != Declaration.State.DECLARED:
        raise Refused(Answered.MEANWHILE)
    return enrolment, one
