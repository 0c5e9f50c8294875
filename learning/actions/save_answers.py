"""Keep answers as they are given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from learning.models.attempts import Answer, Attempt
from learning.rules.attempts import is_over

if TYPE_CHECKING:
    from accounts.models import User

CERTAINTIES = (1, 2, 3)


class AttemptClosed(Exception):
    """Nothing more can be saved: the attempt was sent, or its time is over."""


@transaction.atomic
def save_answers(
    *,
    attempt: Attempt,
    answers: Mapping[int, Any],
    actor: User,
    certainty: Mapping[int, int] | None = None,
    at: datetime | None = None,
) -> int:
    """Keep these answers, by the number of their question; how many were kept.

    Each stands in a row of its own: two tabs that save two answers lose neither. An answer whose correction was shown
    no longer changes, and numbers that the attempt does not have are ignored. No log line: an answer is not done until
    it is sent, and sending has its line. Raises AttemptClosed when it is too late; nothing is then kept.
    """
    now, certainty = at or timezone.now(), certainty or {}
    # Held until the end: an answer is saved before the sending or refused, never lost between the two.
    held = (
        Attempt.objects.select_for_update(no_key=True)
        .filter(pk=attempt.pk)
        .values_list("submitted_at", "due_at")
        .get()
    )
    if held[0] is not None or is_over(held[1], now):
        raise AttemptClosed
    wanted = set(answers) | set(certainty)
    rows = list(Answer.objects.filter(attempt=attempt, number__in=wanted, revealed_at=None))
    for row in rows:
        if row.number in answers:
            row.answer = answers[row.number]
        if certainty.get(row.number) in CERTAINTIES:
            row.certainty = certainty[row.number]
        row.saved_at = now
    if rows:
        Answer.objects.bulk_update(rows, ["answer", "certainty", "saved_at"])
    return len(rows)
