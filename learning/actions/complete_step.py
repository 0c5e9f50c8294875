"""Record that a step is done."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.actions.exempt_from_reading import exempt_from_reading
from learning.actions.finish_if_complete import finish_if_complete
from learning.models.enrolment import CompletedStep, Enrolment
from learning.models.place import StepVisit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from accounts.models import User
    from learning.actions.finish_if_complete import LogLine
    from learning.models import StepPage


@transaction.atomic(savepoint=False)  # all of what led here or nothing of it
def complete_step(
    *,
    enrolment: Enrolment,
    step: StepPage,
    actor: User | None,
    revision_id: int | None = None,
    at: datetime | None = None,
    minutes: int | None = None,
    modality: str = "",
    evidence_type: str = "",
    confirmed_by: User | None = None,
    lines: Sequence[LogLine] = (),
    locked: bool = False,
) -> CompletedStep:
    """The fact that this step is done, recorded once; announces the module when it was the last one required.

    Whatever was finished (read, answered, handed in) calls this one function: nothing that asks about progress knows
    the kinds. The fact keeps the revision that was live, or the one given. Doing a step again changes nothing.
    ``minutes``, ``modality`` and ``evidence_type`` replace what the step and its module plan, where somebody
    (``confirmed_by``) said what was really done.
    A step that exempts (a positioning quiz) waives the lessons that were not done. Whether the step is open is asked
    before, by whoever begins it (`learning.locks.lock_of`): what was begun while it was open is never lost.
    ``lines`` are log lines of what led here, written with this one's; ``locked`` says that the enrolment was fetched
    by `Enrolment.objects.locked` in this transaction.
    """
    # One at a time for each enrolment: two last steps at once would each see the other as missing, and a double click
    # finds the fact that the first click made.
    enrolment = enrolment if locked else Enrolment.objects.locked(enrolment)
    fact = CompletedStep.objects.filter(enrolment=enrolment, step_key=step.translation_key).first()
    if fact is None:
        fact = CompletedStep.objects.create(
            enrolment=enrolment,
            step_id=step.pk,
            step_key=step.translation_key,
            step_title=step.title,
            required=step.required,
            evidence_type=evidence_type or step.specific_class.evidence_type,
            modality=modality or (enrolment.module.modality if enrolment.module else ""),
            minutes_planned=step.minutes if minutes is None else minutes,
            minutes_active=_minutes_active(enrolment, step),
            confirmed_by=confirmed_by,
            revision_id=revision_id or step.live_revision_id,
            completed_at=at or timezone.now(),
        )
        payload = {"step": fact.step_title, "enrolment": enrolment.pk, "evidence": fact.evidence_type}
        lines = [*lines, (actor, "step.completed", fact, payload)]
    if step.exempts:
        lines = [*lines, *exempt_from_reading(enrolment=enrolment, step=step, actor=actor)]
    finish_if_complete(enrolment=enrolment, actor=actor, lines=lines)
    return fact


def _minutes_active(enrolment: Enrolment, step: StepPage) -> int | None:
    """Minutes that the page was really before them, rounded down; None where no script counted. Costs one query."""
    visit = StepVisit.objects.filter(enrolment=enrolment, step_key=step.translation_key).first()
    return visit.seconds_active // 60 if visit else None
