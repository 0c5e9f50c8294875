"""Take back work that nobody has answered yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry
from learning.activities.refusals import Answered, Refused
from learning.models.enrolment import Enrolment
from learning.models.work import Submission

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import AssignmentPage


@transaction.atomic
def take_back(*, enrolment: Enrolment, assignment: AssignmentPage, actor: User) -> Submission:
    """Work that nobody has answered yet, made a draft again. Raises Refused once it was answered."""
    enrolment = Enrolment.objects.locked(enrolment)
    work = Submission.objects.at(enrolment, assignment).waiting().first()
    if work is None:
        raise Refused(Answered.MEANWHILE)
    work.state, work.handed_in_at, work.is_late = Submission.State.DRAFT, None, False
    work.save(update_fields=["state", "handed_in_at", "is_late"])
    LogEntry.objects.append(
        actor=actor,
        verb="work.taken_back",
        subject=work,
        structure=enrolment.structure,
        payload={"step": work.step_title, "number": work.number},
    )
    return work
