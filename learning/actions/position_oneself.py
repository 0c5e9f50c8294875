"""Say where one stands on a module's objectives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.actions.complete_step import complete_step
from learning.activities.opening import at_step, must_be_open
from learning.activities.refusals import Moved, Refused
from learning.models.enrolment import Enrolment
from learning.models.work import Positioning
from learning.rules.positioning import unplaced

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accounts.models import User
    from learning.models import SelfAssessmentPage


@transaction.atomic
def position_oneself(
    *,
    enrolment: Enrolment,
    page: SelfAssessmentPage,
    levels: Mapping[str, int],
    actor: User,
    comment: str = "",
) -> Positioning:
    """Where this person places themselves on each objective, as worded today; finishes the step.

    Said again, it replaces what was said; the log keeps when. Raises Refused where an objective has no level, and
    Locked.
    """
    enrolment = Enrolment.objects.locked(enrolment)
    must_be_open(enrolment, page)
    asked = page.objectives()
    if unplaced([key for key, _text in asked], levels):
        raise Refused(Moved.UNPLACED)
    said, _is_new = Positioning.objects.update_or_create(
        enrolment=enrolment,
        step_key=page.translation_key,
        defaults=at_step(enrolment, page)
        | {
            "moment": page.moment,
            "objectives": [{"key": key, "text": text, "level": levels[key]} for key, text in asked],
            "comment": comment.strip(),
            "at": timezone.now(),
        },
    )
    line = (actor, "positioning.said", said, {"step": said.step_title, "moment": said.moment})
    complete_step(enrolment=enrolment, step=page, actor=actor, lines=[line], locked=True)
    return said
