"""Hand in the work that was drafted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.activities.due import due_for
from learning.activities.opening import must_be_open
from learning.activities.refusals import Refused
from learning.activities.rubric import as_kept
from learning.activities.telling import WORKS, tell_trainers
from learning.models.enrolment import Enrolment
from learning.models.work import Submission
from learning.rules.handing_in import Refusal, is_late, refusal_to_hand_in

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import AssignmentPage


@transaction.atomic
def hand_in(*, enrolment: Enrolment, assignment: AssignmentPage, actor: User) -> Submission:
    """The draft, handed in with the rubric as it reads today; the trainers are told. Once: again, it changes nothing.

    Raises Refused, and Locked; the draft is then kept as it is.
    """
    enrolment = Enrolment.objects.locked(enrolment)
    must_be_open(enrolment, assignment)
    work = Submission.objects.at(enrolment, assignment).order_by("-number").first()
    if work is not None and work.state == Submission.State.HANDED_IN:
        return work  # a double click
    if work is None or work.state != Submission.State.DRAFT:
        raise Refused(Refusal.ALREADY_ACCEPTED if work and work.state == "accepted" else Refusal.EMPTY)
    now = timezone.now()
    due = due_for(enrolment, assignment, work.number)
    refusal = refusal_to_hand_in(
        has_text=bool(work.text.strip()),
        file_count=work.files.count(),
        due_at=due,
        now=now,
        policy=assignment.late_policy,
    )
    if refusal:
        raise Refused(refusal)
    work.enrolment, work.due_at, work.handed_in_at = enrolment, due, now
    work.is_late = is_late(due_at=due, now=now, policy=assignment.late_policy)
    work.state, work.rubric = Submission.State.HANDED_IN, as_kept(assignment.rubric)
    work.revision_id, work.step_title = assignment.live_revision_id, assignment.title
    work.save()
    LogEntry.objects.append(
        actor=actor,
        verb="work.handed_in",
        subject=work,
        structure=enrolment.structure,
        payload={"step": work.step_title, "number": work.number, "late": work.is_late},
    )
    tell_trainers(work, kind="work_waiting", page=WORKS)
    return work
