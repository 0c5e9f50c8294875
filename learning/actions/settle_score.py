"""Give an attempt the score that its answers earn."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.complete_step import complete_step
from learning.models.attempts import Answer, Attempt
from learning.models.quiz import QuizPage
from learning.questions.asked import AskedQuestion
from learning.rules.attempts import Terms, Tried, counted
from learning.rules.grading import Mark, total

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic(savepoint=False)  # all of what led here or nothing of it
def settle_score(*, attempt: Attempt, actor: User | None, verb: str = "attempt.settled") -> Attempt:
    """The attempt with its score computed anew from its answers; its step done when what counts passes.

    Called when it is sent, when a person marked an answer, when a key was corrected. ``attempt.enrolment`` was fetched
    by `Enrolment.objects.locked` in this transaction. What was finished stays finished, whatever the score becomes: a
    step done and an attestation are never taken back.
    """
    terms = Terms.from_json(attempt.terms)
    asked = [AskedQuestion(row) for row in Answer.objects.filter(attempt=attempt).in_order()]
    marks, changed, to_mark = [], [], 0
    for question in asked:
        mark = question.mark(negative=terms.negative_marking)
        if mark is None:  # a person has to say, or has said
            to_mark += question.waits
            mark = Mark(question.earned, question.row.points)
        elif question.row.earned != str(mark.earned):
            question.row.earned = str(mark.earned)
            changed.append(question.row)
        marks.append(mark)
    if changed:
        Answer.objects.bulk_update(changed, ["earned"], batch_size=200)

    score = total(marks)
    attempt.earned, attempt.possible = _two_places(score.earned), score.possible
    attempt.percent, attempt.to_mark = score.percent, to_mark
    attempt.passed = None if to_mark else bool(asked) and score.passes(attempt.pass_percent)
    attempt.marked_at = None if to_mark else (attempt.marked_at or timezone.now())
    attempt.save()
    _conclude(attempt, terms, actor, verb)
    return attempt


def _conclude(attempt: Attempt, terms: Terms, actor: User | None, verb: str) -> None:
    payload = {"quiz": attempt.quiz_title, "percent": attempt.percent, "passed": attempt.passed}
    line = (actor, verb, attempt, payload)
    quiz = QuizPage.objects.filter(pk=attempt.quiz_id).first() if _counts(attempt, terms) else None
    if quiz is None:
        LogEntry.objects.append_many(structure=attempt.enrolment.structure, lines=[line])
        return
    complete_step(
        enrolment=attempt.enrolment,
        step=quiz,
        actor=actor,
        revision_id=attempt.revision_id,
        lines=[line],
        locked=True,
    )


def _counts(attempt: Attempt, terms: Terms) -> bool:
    """Whether what counts of this enrolment's attempts passes. Costs one query where one attempt is not enough."""
    if terms.counts == "best" and attempt.passed:
        return True
    sent = Attempt.objects.filter(enrolment=attempt.enrolment_id, quiz_key=attempt.quiz_key).sent()
    tried = [Tried(*row) for row in sent.values_list("percent", "passed", "submitted_at")]
    return counted(tried, counts=terms.counts, pass_percent=attempt.pass_percent).passes


def _two_places(earned: Fraction) -> Decimal:
    """Points as a column keeps them, rounded down like the percentage."""
    exact = Decimal(earned.numerator) / Decimal(earned.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_DOWN)
