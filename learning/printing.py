"""A module as it is printed: what is read of it, one step after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from learning.lessons import rendered_lesson
from learning.models import SequencePage
from learning.study import PlannedStep, Study

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True)
class PrintedStep:
    """One step on paper. Without a lesson, only its title is: a quiz, or what is not open yet to this person."""

    planned: PlannedStep
    lead: str
    lesson: SafeString


def printed_steps(study: Study, request: HttpRequest) -> Iterator[PrintedStep]:
    """Every step in order, the lessons that this person may read with their words. Costs one query."""
    lessons = SequencePage.objects.in_bulk([step.pk for step in study.steps if not step.lock])
    for step in study.steps:
        page = lessons.get(step.pk)
        yield PrintedStep(
            step, page.lead if page else "", rendered_lesson(page, request) if page else SafeString("")
        )
