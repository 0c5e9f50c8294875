"""Send the attempts whose time is over."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from learning.actions.submit_attempt import submit_attempt
from learning.models.attempts import Attempt

MOST = 500


def close_overdue(*, now: datetime | None = None) -> int:
    """How many were sent, dated the moment their time ended, with the answers that were saved.

    Each in a transaction of its own, so that many of them hold nobody up; safe to run again and twice at once.
    """
    overdue = Attempt.objects.overdue(now or timezone.now()).select_related("enrolment__structure")
    closed = 0
    for attempt in overdue.order_by("due_at")[:MOST]:
        closed += (
            submit_attempt(attempt=attempt, actor=None, at=attempt.due_at).submitted_at == attempt.due_at
        )
    return closed
