"""Begin an attempt at a quiz, or find the one under way."""

from __future__ import annotations

import random
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.submit_attempt import submit_attempt
from learning.draws import questions_for, versions_of
from learning.locks import lock_of
from learning.models.attempts import Accommodation, Answer, Attempt
from learning.models.enrolment import Enrolment
from learning.rules.attempts import Opening, ends_at, is_over, opening

if TYPE_CHECKING:
    from accounts.models import User
    from learning.locks import Lock
    from learning.models import QuizPage


class NotOpen(Exception):
    """An attempt cannot be begun now: the step is locked (`lock`), or the quiz's own terms say so (`opening`)."""

    def __init__(self, *, lock: Lock | None = None, opening: Opening | None = None) -> None:
        super().__init__(lock.reason if lock else opening.refusal)
        self.lock, self.opening = lock, opening


@transaction.atomic
def begin_attempt(
    *,
    enrolment: Enrolment,
    quiz: QuizPage,
    actor: User,
    token: UUID | None = None,
    at: datetime | None = None,
    chance: random.Random | None = None,
) -> Attempt:
    """The attempt under way at this quiz, made now if there is none: its questions drawn, ordered and kept.

    One at a time for each enrolment: a double click, two tabs and two devices find the same one. An attempt whose time
    is over is sent first. Raises NotOpen, with its reason, when no other may be begun.
    """
    # The order of locks: the enrolment before its attempts.
    enrolment = Enrolment.objects.locked(enrolment)
    mine = Attempt.objects.filter(enrolment=enrolment).at(quiz)
    if token is not None and (same := Attempt.objects.filter(enrolment=enrolment, token=token).first()):
        return same
    now = at or timezone.now()
    if (present := mine.under_way().first()) is not None:
        if not is_over(present.due_at, now):
            return present
        submit_attempt(attempt=present, actor=None, at=present.due_at)

    if (lock := lock_of(enrolment, quiz)) is not None:
        raise NotOpen(lock=lock)
    sent = list(mine.sent().values_list("submitted_at", flat=True))
    terms = quiz.terms
    chance = chance or random.SystemRandom()
    questions = questions_for(quiz, chance)
    answer = opening(terms, sent, now=now, questions=len(questions))
    if not answer:
        raise NotOpen(opening=answer)

    attempt = Attempt.objects.create(
        enrolment=enrolment,
        quiz_id=quiz.pk,
        quiz_key=quiz.translation_key,
        quiz_title=quiz.title,
        token=token or uuid4(),
        revision_id=quiz.live_revision_id,
        number=len(sent) + 1,
        terms=terms.as_json(),
        started_at=now,
        due_at=ends_at(
            now, terms, extra_percent=_extra_percent(enrolment, now) if terms.time_limit_minutes else 0
        ),
        possible=sum(question.points for question in questions),
        pass_percent=terms.pass_percent,
    )
    versions = versions_of(questions)
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            number=question.number,
            section=question.section,
            version=versions[question.key, question.digest],
            order=question.kind.arrange(question.data, chance, quiz.shuffle_answers),
            points=question.points,
        )
        for question in questions
    )
    LogEntry.objects.append(
        actor=actor,
        verb="attempt.begun",
        subject=attempt,
        structure=enrolment.structure,
        payload={"quiz": attempt.quiz_title, "number": attempt.number},
    )
    return attempt


def _extra_percent(enrolment: Enrolment, now: datetime) -> int:
    """The learner's own extra time in this structure. Costs one query."""
    mine = Accommodation.objects.filter(learner=enrolment.learner_id, structure=enrolment.structure_id)
    granted = mine.first()
    if granted is None or (granted.until and granted.until < timezone.localdate(now)):
        return 0
    return granted.extra_time_percent
