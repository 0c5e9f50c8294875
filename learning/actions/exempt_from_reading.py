"""Exempt from a module's lessons somebody who passed its positioning quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.models.attempts import Attempt
from learning.models.enrolment import CompletedStep, Enrolment, Waiver
from learning.models.steps import StepPage

if TYPE_CHECKING:
    from accounts.models import User
    from learning.actions.finish_if_complete import LogLine


@transaction.atomic(savepoint=False)  # all of what led here or nothing of it
def exempt_from_reading(*, enrolment: Enrolment, step: StepPage, actor: User | None) -> list[LogLine]:
    """Waive the live lessons of the module that this person has neither done nor had waived; the log lines of it.

    ``step`` is the positioning quiz that was passed, and its last passing attempt the evidence. Nobody grants it: the
    author's choice does. Doing it again changes nothing. The caller writes the lines, and finishes what became whole.
    """
    lessons = StepPage.objects.live().sibling_of(step).finished_by_reading().order_by("path")
    done = set(CompletedStep.objects.filter(enrolment=enrolment).values_list("step_key", flat=True))
    mine = Waiver.objects.by(enrolment.learner).standing().in_module(enrolment.module_key)
    waived = set(mine.values_list("step_key", flat=True))
    evidence = _evidence(enrolment, step)
    lines: list[LogLine] = []
    for lesson in lessons:
        if lesson.translation_key in done or lesson.translation_key in waived:
            continue
        waiver = Waiver.objects.create(
            learner=enrolment.learner,
            structure=enrolment.structure,
            kind=Waiver.Kind.POSITIONING,
            module_key=enrolment.module_key,
            module_title=enrolment.module_title,
            step_key=lesson.translation_key,
            step_title=lesson.title,
            reason=_("Passed the positioning quiz of the module."),
            evidence=evidence,
        )
        payload = {
            "module": enrolment.module_code,
            "step": waiver.step_title,
            "kind": waiver.kind,
            "learner": enrolment.learner_id,
        }
        lines.append((actor, "waiver.granted", waiver, payload))
    return lines


def _evidence(enrolment: Enrolment, quiz: StepPage) -> str:
    """The attempt that passed, in words that name it for good."""
    attempts = Attempt.objects.filter(enrolment=enrolment, quiz_key=quiz.translation_key).order_by(
        "-passed", "-pk"
    )
    attempt = attempts.exclude(submitted_at=None).first()
    if attempt is None:
        return _("Quiz “%(title)s”") % {"title": quiz.title[:200]}
    return _("Quiz “%(title)s”: %(percent)s%%, on %(day)s (attempt %(number)s)") % {
        "title": quiz.title[:200],
        "percent": attempt.percent,
        "day": date_format(timezone.localdate(attempt.submitted_at), "j F Y"),
        "number": attempt.pk,
    }
