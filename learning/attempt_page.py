"""What one attempt shows to the one who makes it: its questions page by page, then how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from learning.models.attempts import Answer, Attempt
from learning.questions.asked import AskedQuestion
from learning.rules.attempts import Reveal, Terms, is_over, shows_corrections
from learning.rules.review import to_review

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.http import QueryDict

    from learning.study import PlannedStep, Study


def number_in(text: str) -> int | None:
    """The small number that was sent, if it is one."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


@dataclass(frozen=True)
class Section:
    """Questions under one heading, in order."""

    title: str
    text: str
    questions: Sequence[AskedQuestion]


class AttemptPage:
    """One attempt before its learner. Costs one query for the answers, one more where attempts are counted."""

    def __init__(self, attempt: Attempt, *, at: int | None = None) -> None:
        self.attempt, self.terms = attempt, Terms.from_json(attempt.terms)
        self._at = at

    @cached_property
    def questions(self) -> list[AskedQuestion]:
        return [AskedQuestion(row) for row in Answer.objects.filter(attempt=self.attempt).in_order()]

    @property
    def is_over(self) -> bool:
        """Whether the time is over and nobody sent it yet."""
        return self.attempt.is_open and is_over(self.attempt.due_at, timezone.now())

    # --- While answering

    @cached_property
    def here(self) -> AskedQuestion | None:
        """The question on the page where there is one a page: the one asked for, else the first without an answer."""
        if not self.terms.one_a_page or not self.questions:
            return None
        known = {question.number: question for question in self.questions}
        blank = next((question for question in self.questions if not question.is_answered), self.questions[0])
        return known.get(self._at, blank)

    @property
    def on_page(self) -> list[AskedQuestion]:
        return [self.here] if self.here else self.questions

    @property
    def sections(self) -> list[Section]:
        """What is on the page, by section."""
        found: list[Section] = []
        for question in self.on_page:
            if not found or found[-1].title != question.section:
                found.append(Section(question.section, self.terms.sections.get(question.section, ""), []))
            found[-1].questions.append(question)
        return found

    @property
    def before(self) -> int | None:
        return self.here.number - 1 if self.here and self.here.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.here.number + 1 if self.here and self.here.number < len(self.questions) else None

    @property
    def blank(self) -> int:
        """How many questions have no answer yet."""
        return sum(not question.is_answered for question in self.questions)

    def given(self, data: QueryDict) -> tuple[dict[int, Any], dict[int, int]]:
        """The answers of the questions that a form showed, and how sure the learner is of each, by number.

        An answer that is still the one the form was shown with is left out: it may have been changed since in another
        tab or on another device, and nothing said here may undo that.
        """
        there = {number_in(value) for value in data.getlist("shown")}
        asked = [question for question in self.questions if question.number in there]
        answers = {question.number: question.answer_from(data) for question in asked}
        changed = {
            question.number: answers[question.number]
            for question in asked
            if data.get(f"was-{question.number}") != question.seal_of(answers[question.number])
        }
        sure = {question.number: number_in(data.get(f"sure-{question.number}", "")) for question in asked}
        return changed, {number: degree for number, degree in sure.items() if degree}

    @property
    def reveals_each(self) -> bool:
        return self.terms.reveal == Reveal.EACH

    @property
    def seconds_left(self) -> int | None:
        if self.attempt.due_at is None:
            return None
        return max(int((self.attempt.due_at - timezone.now()).total_seconds()), 0)

    # --- Once sent

    @cached_property
    def left(self) -> int | None:
        """Attempts left; None: no limit."""
        if not self.terms.attempts_allowed:
            return None
        sent = Attempt.objects.filter(
            enrolment=self.attempt.enrolment_id, quiz_key=self.attempt.quiz_key
        ).sent()
        return max(self.terms.attempts_allowed - sent.count(), 0)

    def worth_reviewing(self, study: Study) -> list[PlannedStep]:
        """Steps before the quiz that what was not got comes from, while the score does not pass."""
        quiz = study.step_of(self.attempt.quiz_key)
        if quiz is None or self.attempt.passed is not False:
            return []
        steps = {step.key: step for step in study.steps if step.number < quiz.number}
        told = [
            f"{question.section} {question.data.get('source') or ''}"
            for question in self.questions
            if question.kind.is_scored and not question.is_full
        ]
        return [steps[key] for key in to_review(told, {key: step.title for key, step in steps.items()})]

    @property
    def opens_at(self) -> datetime | None:
        """From when on another attempt may be begun, where there is a delay that is not over."""
        if not self.terms.delay_minutes or self.attempt.submitted_at is None:
            return None
        moment = self.attempt.submitted_at + timedelta(minutes=self.terms.delay_minutes)
        return moment if moment > timezone.now() else None

    @property
    def shows_corrections(self) -> bool:
        return shows_corrections(
            self.terms, is_sent=not self.attempt.is_open, left=self.left, now=timezone.now()
        )

    @property
    def corrections_later(self) -> str:
        """Why corrections are not shown yet: "last", "date" or "never"; nothing when they are."""
        return "" if self.shows_corrections else str(self.terms.reveal)
