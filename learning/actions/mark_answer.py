"""Mark an answer that a person has to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import LogEntry
from learning.actions.settle_score import settle_score
from learning.models.attempts import Answer, Attempt
from learning.models.enrolment import Enrolment
from learning.models.talk import Notification
from learning.questions.asked import AskedQuestion
from learning.rules import marking

if TYPE_CHECKING:
    from accounts.models import User


class NotMarked(Exception):
    """The marks are not kept; says why, in words for whoever marks."""


@transaction.atomic
def mark_answer(*, answer: Answer, actor: User, points: Sequence[int | None], comment: str = "") -> Attempt:
    """Keep these points, one for each criterion, and the comment; the attempt with its score computed anew.

    The learner is told once nothing of the attempt waits any more. Marking again corrects: a step finished meanwhile
    stays finished. Raises NotMarked for one's own answer, an attempt not sent, or points that make no sense.
    """
    # The order of locks: the enrolment before its attempts, those before their answers.
    enrolment = Enrolment.objects.locked(answer.attempt.enrolment)
    if enrolment.learner_id == actor.pk:
        raise NotMarked(_("Nobody marks their own answers: a colleague will read it."))
    attempt = Attempt.objects.select_for_update(no_key=True).get(pk=answer.attempt_id)
    row = Answer.objects.filter(pk=answer.pk).in_order().get()
    asked = AskedQuestion(row)
    if attempt.is_open or not asked.kind.is_marked_by_person:
        raise NotMarked(_("This answer is not waiting to be read."))
    criteria = asked.kind.criteria_of(asked.data)
    possible = [criterion["points"] for criterion in criteria]
    if wrong := marking.problems(points, possible):
        titles = ", ".join(_("“%s”") % criteria[place]["title"] for place in wrong)
        raise NotMarked(_("Give points, from 0 to what each is worth, to: %(titles)s.") % {"titles": titles})

    row.criteria = [
        {"title": criterion["title"], "points": criterion["points"], "earned": given}
        for criterion, given in zip(criteria, points, strict=False)
    ]
    row.earned = str(marking.earned(points[: len(possible)], possible, worth=row.points))
    row.comment, row.marked_by, row.marked_at = comment, actor, timezone.now()
    row.save()
    LogEntry.objects.append(
        actor=actor,
        verb="answer.marked",
        subject=row,
        structure=enrolment.structure,
        payload={"quiz": attempt.quiz_title, "question": row.number, "earned": row.earned},
    )
    attempt.enrolment, waited = enrolment, attempt.to_mark
    attempt = settle_score(attempt=attempt, actor=actor)
    if waited and not attempt.to_mark:
        Notification.objects.tell(
            person=enrolment.learner,
            kind="answer_marked",
            about=f"attempt:{attempt.pk}",
            words={"quiz": attempt.quiz_title, "module": enrolment.module_title},
            address=attempt.get_absolute_url(),
            structure=enrolment.structure,
        )
    return attempt
