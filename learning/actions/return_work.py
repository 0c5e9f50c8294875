"""Return work to whoever handed it in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.complete_step import complete_step
from learning.activities.refusals import Answered, Refused
from learning.activities.telling import tell_learner
from learning.models.activities import AssignmentPage
from learning.models.enrolment import Enrolment
from learning.models.work import Submission
from learning.rules.rubrics import appraised, unchosen

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import User


@transaction.atomic
def return_work(
    *,
    submission: Submission,
    actor: User,
    accept: bool,
    appraisal: str,
    levels: Mapping[int, int] | None = None,
    comments: Mapping[int, str] | None = None,
    seen: str = "",
) -> Submission:
    """The work accepted, which finishes the step, or returned to complete; the learner is told.

    ``levels`` and ``comments`` are those of each criterion, by its place. ``seen`` is the `version_of` what the trainer
    had before them: work that was taken back and handed in anew meanwhile is another. Raises Refused: for one's own
    work, when somebody answered first, without a level for each criterion to accept or without a word to return.
    """
    enrolment = Enrolment.objects.locked(submission.enrolment)
    work = Submission.objects.select_related("step").get(pk=submission.pk)
    work.enrolment = enrolment
    appraisal, rubric = appraisal.strip(), appraised(work.rubric, levels or {}, comments or {})
    if refusal := _refusal(work, actor, accept=accept, appraisal=appraisal, rubric=rubric, seen=seen):
        raise Refused(refusal)
    step = AssignmentPage.objects.filter(pk=work.step_id).first()
    if accept and step is None:
        raise Refused(Answered.STEP_GONE)

    work.state = Submission.State.ACCEPTED if accept else Submission.State.TO_REDO
    work.rubric, work.appraisal = rubric, appraisal
    work.returned_by, work.returned_at = actor, timezone.now()
    work.save()
    line = (
        actor,
        "work.accepted" if accept else "work.returned",
        work,
        {"step": work.step_title, "number": work.number},
    )
    if accept:
        complete_step(
            enrolment=enrolment,
            step=step,
            actor=actor,
            revision_id=work.revision_id,
            confirmed_by=actor,
            lines=[line],
            locked=True,
        )
    else:
        LogEntry.objects.append_many(structure=enrolment.structure, lines=[line])
    tell_learner(work, kind="returned_work", words={"accepted": accept})
    return work


def version_of(submission: Submission) -> str:
    """What tells this handing in from another of the same work."""
    return f"{submission.handed_in_at.timestamp():.6f}" if submission.handed_in_at else ""


def _refusal(
    work: Submission, actor: User, *, accept: bool, appraisal: str, rubric: list, seen: str
) -> Answered | None:
    if work.enrolment.learner_id == actor.pk:
        return Answered.OWN
    if work.state != Submission.State.HANDED_IN or (seen and seen != version_of(work)):
        return Answered.MEANWHILE
    if accept:
        return Answered.UNCHOSEN if unchosen(rubric) else None
    return None if appraisal else Answered.NO_APPRAISAL
