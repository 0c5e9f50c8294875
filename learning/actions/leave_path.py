"""Leave a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.paths import PathEnrolment

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def leave_path(*, enrolment: PathEnrolment, actor: User) -> bool:
    """Close the enrolment in the path and keep all that was done; its modules go on by themselves.

    Whether this call did it: a finished path is not left, and leaving twice changes nothing.
    """
    open_ones = PathEnrolment.objects.active().unfinished().filter(pk=enrolment.pk)
    if not open_ones.update(left_at=timezone.now()):
        return False
    LogEntry.objects.append(
        actor=actor,
        verb="path.left",
        subject=enrolment,
        structure=enrolment.structure,
        payload={"path": enrolment.path_title, "learner": enrolment.learner_id},
    )
    return True
