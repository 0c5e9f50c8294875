"""By when work is to be handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learning.deadlines import due_at
from learning.rules.handing_in import due_moment

if TYPE_CHECKING:
    from datetime import datetime

    from learning.models import AssignmentPage, Enrolment


def due_for(enrolment: Enrolment, assignment: AssignmentPage, number: int) -> datetime | None:
    """By when this person hands in work of this number; None where nothing presses. Costs one query for the first."""
    return due_moment(
        number=number,
        group_due_at=due_at(enrolment, assignment.translation_key) if number == 1 else None,
        enrolled_at=enrolment.enrolled_at,
        due_days=assignment.due_days,
    )
