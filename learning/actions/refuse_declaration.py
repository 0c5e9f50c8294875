"""Not confirm what somebody declared, and say why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.confirm_declaration import to_answer
from learning.activities.refusals import Refused
from learning.activities.telling import tell_learner
from learning.models.work import Declaration
from learning.rules.declarations import Refusal

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def refuse_declaration(*, declaration: Declaration, actor: User, reason: str) -> Declaration:
    """The declaration, not confirmed for this reason; the learner is told and may declare again. Raises Refused."""
    enrolment, one = to_answer(declaration, actor)
    reason = reason.strip()[:500]
    if not reason:
        raise Refused(Refusal.NO_REASON)
    one.state, one.reason = Declaration.State.REFUSED, reason
    one.decided_by, one.decided_at = actor, timezone.now()
    one.save()
    LogEntry.objects.append(
        actor=actor,
        verb="activity.refused",
        subject=one,
        structure=enrolment.structure,
        payload={"step": one.step_title},
    )
    tell_learner(one, kind="declaration_decided", words={"confirmed": False, "reason": reason})
    return one
