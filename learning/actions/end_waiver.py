"""End a waiver."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.enrolment import Waiver
from learning.rules.waivers import Obstacle
from learning.waivers import NotWaived, obstacles_for

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def end_waiver(*, waiver: Waiver, actor: User, reason: str) -> bool:
    """Whether this call ended it: the step is to be done again as by anybody. What was finished stays finished.

    Ending twice changes nothing. Raises NotWaived.
    """
    obstacles = [
        *obstacles_for(actor, waiver.learner, waiver.structure),
        *([] if reason.strip() else [Obstacle.NO_REASON]),
    ]
    if obstacles:
        raise NotWaived(obstacles)
    ended = {"ended_at": timezone.now(), "end_reason": reason.strip()[:300]}
    if not Waiver.objects.standing().filter(pk=waiver.pk).update(**ended):
        return False
    LogEntry.objects.append(
        actor=actor,
        verb="waiver.ended",
        subject=waiver,
        structure=waiver.structure,
        payload={"module": waiver.module_title, "step": waiver.step_title, "learner": waiver.learner_id},
    )
    return True
