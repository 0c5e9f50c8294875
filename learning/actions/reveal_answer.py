"""Show the correction of one answer before the attempt is sent."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.models.attempts import Answer, Attempt
from learning.questions.asked import AskedQuestion
from learning.rules.attempts import Reveal, Terms

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def reveal_answer(*, attempt: Attempt, number: int, actor: User, at: datetime | None = None) -> bool:
    """Lock this answer and let its correction be shown, where the quiz corrects each answer; whether it is now shown.

    Nothing happens without an answer, or where corrections come later. Revealing twice changes nothing.
    """
    if Terms.from_json(attempt.terms).reveal != Reveal.EACH:
        return False
    held = Attempt.objects.select_for_update(no_key=True).under_way().filter(pk=attempt.pk).exists()
    row = Answer.objects.filter(attempt=attempt, number=number).in_order().first()
    if not held or row is None:
        return False
    if row.revealed_at is None and AskedQuestion(row).is_answered:
        Answer.objects.filter(pk=row.pk, revealed_at=None).update(revealed_at=at or timezone.now())
        return True
    return row.revealed_at is not None
