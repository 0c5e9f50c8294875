"""Whether a step may be done yet, and if not why and what opens it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.apps import apps

if TYPE_CHECKING:
    from learning.models import Enrolment, StepPage


@dataclass(frozen=True)
class Lock:
    """Why a step or a module is not open yet, in words for the learner, and where to go to open it."""

    reason: str
    url: str = ""
    label: str = ""


class Locked(Exception):
    """What was asked for is not open yet; `lock` says why and where to go."""

    def __init__(self, lock: Lock) -> None:
        super().__init__(lock.reason)
        self.lock = lock


def lock_of(enrolment: Enrolment, step: StepPage) -> Lock | None:
    """What keeps this person from doing this step; None when it is open. Every action on a step asks this first.

    Costs two queries, one more where the module waits for others; the plan is kept until content changes.
    """
    study = apps.get_model("learning", "ModulePage").objects.enrolled([enrolment], request=None)[0]
    planned = study.step_of(step.translation_key)
    return planned.lock if planned else study.lock
