"""Finish a step on the learner's word that they read it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from learning.actions.complete_step import complete_step
from learning.locks import Locked, lock_of
from learning.models.enrolment import Enrolment

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import StepPage
    from learning.models.enrolment import CompletedStep


@transaction.atomic
def finish_reading(*, enrolment: Enrolment, step: StepPage, actor: User) -> CompletedStep:
    """The fact that the learner read this step. Saying it again changes nothing. Raises Locked where it is not open."""
    enrolment = Enrolment.objects.locked(enrolment)
    if lock := lock_of(enrolment, step):
        raise Locked(lock)
    return complete_step(enrolment=enrolment, step=step, actor=actor, locked=True)
