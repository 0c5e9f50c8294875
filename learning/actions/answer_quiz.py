"""Answer a whole quiz at once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from learning.actions.begin_attempt import begin_attempt
from learning.actions.save_answers import save_answers
from learning.actions.submit_attempt import submit_attempt
from learning.models.attempts import Answer, Attempt

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import Enrolment, QuizPage


@transaction.atomic
def answer_quiz(
    *,
    enrolment: Enrolment,
    quiz: QuizPage,
    answers: Mapping[str, Any],
    actor: User,
    token: UUID | None = None,
    at: datetime | None = None,
) -> Attempt:
    """The attempt made of these answers, by the key of their question: begun, answered and sent in one go.

    Keys that the attempt does not ask are ignored. The same token again is the same attempt. Raises NotOpen.
    """
    attempt = begin_attempt(enrolment=enrolment, quiz=quiz, actor=actor, token=token, at=at)
    if attempt.submitted_at is not None:
        return attempt
    numbers = dict(Answer.objects.filter(attempt=attempt).values_list("version__key", "number"))
    given = {numbers[key]: answer for key, answer in answers.items() if key in numbers}
    save_answers(attempt=attempt, answers=given, actor=actor, at=at)
    return submit_attempt(attempt=attempt, actor=actor, at=at)
