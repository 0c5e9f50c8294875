"""Whether a step may be worked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learning.locks import Locked, lock_of

if TYPE_CHECKING:
    from learning.models import Enrolment, StepPage


def must_be_open(enrolment: Enrolment, step: StepPage) -> None:
    """Raises Locked, with the reason, where something else comes first."""
    if lock := lock_of(enrolment, step):
        raise Locked(lock)


def at_step(enrolment: Enrolment, step: StepPage) -> dict:
    """What every piece of work at a step keeps of it, as it stands today."""
    return {
        "enrolment": enrolment,
        "step_id": step.pk,
        "step_key": step.translation_key,
        "step_title": step.title,
        "revision_id": step.live_revision_id,
    }
