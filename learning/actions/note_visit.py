"""Keep how far somebody read a step, and how long it was before them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.models.place import StepVisit
from learning.rules.reading_time import seconds_believed

if TYPE_CHECKING:
    from learning.models import Enrolment, StepPage


@transaction.atomic
def note_visit(
    *, enrolment: Enrolment, step: StepPage, position: str, seconds: int, at: datetime | None = None
) -> StepVisit:
    """Add these seconds, as far as they are believed, and keep the place; an empty ``position`` keeps the one before.

    Sent by the page itself every half minute and worth no more than that: it has no line in the log.
    """
    now = at or timezone.now()
    # The row is there before it is held, so that two tabs of one person wait for each other.
    StepVisit.objects.bulk_create(
        [StepVisit(enrolment=enrolment, step_key=step.translation_key, seen_at=now)], ignore_conflicts=True
    )
    visits = StepVisit.objects.select_for_update(no_key=True)
    visit = visits.get(enrolment=enrolment, step_key=step.translation_key)
    is_first = visit.seen_at == now and not visit.seconds_active
    visit.seconds_active += seconds_believed(
        claimed=seconds,
        since_last=None if is_first else (now - visit.seen_at).total_seconds(),
        kept=visit.seconds_active,
        days=(now.date() - enrolment.enrolled_at.date()).days + 1,
    )
    visit.position, visit.seen_at = position or visit.position, now
    visit.save(update_fields=["position", "seconds_active", "seen_at"])
    return visit
