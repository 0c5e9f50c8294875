"""Decide what to do in a situation of a case study."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.actions.complete_step import complete_step
from learning.activities.opening import must_be_open
from learning.activities.playing import as_begun, decided, met, situation_called
from learning.activities.refusals import Moved, Refused
from learning.models.enrolment import Enrolment
from learning.models.work import CaseRun

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import CaseStudyPage


@transaction.atomic
def decide_in_case(
    *, run: CaseRun, page: CaseStudyPage, place: int, choice: int | None, actor: User
) -> CaseRun:
    """The way with this choice made at its ``place``, and the situation that it leads to; an end finishes the step.

    A place already decided is a double click, or a page left open: nothing changes. Raises Refused without a choice
    among those offered, and Locked.
    """
    enrolment = Enrolment.objects.locked(run.enrolment)
    must_be_open(enrolment, page)
    run = CaseRun.objects.select_related("revision").get(pk=run.pk)
    if run.ended_at is not None or place != len(run.path) - 1:
        return run
    begun = as_begun(page, run)
    here = situation_called(begun, run.path[-1]["situation"])
    if here is None or choice is None or not 0 <= choice < len(here["choices"]):
        raise Refused(Moved.NO_CHOICE)
    following = situation_called(begun, here["choices"][choice]["leads_to"] or "")
    run.path = [*run.path[:-1], decided(here, choice), *([met(following)] if following else [])]
    if following is None or not following["choices"]:
        run.ended_at = timezone.now()
    run.save(update_fields=["path", "ended_at"])
    if run.ended_at:
        payload = {"step": run.step_title, "situations": len(run.path)}
        line = (actor, "case.ended", run, payload)
        complete_step(
            enrolment=enrolment,
            step=page,
            actor=actor,
            revision_id=run.revision_id,
            lines=[line],
            locked=True,
        )
    return run
