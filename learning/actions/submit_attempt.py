"""Send an attempt: mark it, keep its score, finish the step when what counts passes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.actions.settle_score import settle_score
from learning.models.attempts import Attempt
from learning.models.enrolment import Enrolment

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic(savepoint=False)  # all of what led here or nothing of it
def submit_attempt(*, attempt: Attempt, actor: User | None, at: datetime | None = None) -> Attempt:
    """The attempt, sent and marked as far as a machine can. Sending twice, or at once, marks once.

    ``actor`` is None when the clock sent it: the answers saved in time are those that count. Nobody is asked again what
    was shown: the questions are those kept when it was begun.
    """
    # The order of locks: the enrolment before its attempts.
    enrolment = Enrolment.objects.locked(attempt.enrolment)
    held = Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    if held.submitted_at is not None:
        return held
    held.enrolment = enrolment
    held.submitted_at = at or timezone.now()
    return settle_score(attempt=held, actor=actor, verb="attempt.submitted")
