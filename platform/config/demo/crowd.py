"""Many learners at once, with plausible progress: for trying lists, searches and figures at the size of a network.

Learner number i is the same person with the same path whatever the size of the crowd and the number of runs: everything
about them comes from a generator seeded with the seed and i. Rows are written in bulk, without passing through the
actions one by one; one line of the log says so. Their attestations are granted, with their numbers; the worker makes
the files as it does for anybody.
"""

from __future__ import annotations

import random
import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, Membership, Structure, User
from certification.actions.grant_attestations import grant_attestations
from config.demo.answers import right_and_wrong
from config.demo.words import words
from learning.draws import versions_of
from learning.models import (
    Answer,
    Attempt,
    CompletedStep,
    Enrolment,
    ModulePage,
    QuestionVersion,
    QuizPage,
    StepPage,
)
from learning.questions.asked import Question
from learning.rules.grading import total

BATCH = 500
DAYS = 300  # how far back the crowd's first enrolments go
DOMAIN = "exemple.valmont.example"


@dataclass(frozen=True)
class Module:
    """A module as the crowd meets it: its steps in order, its quiz, a right and a wrong answer to each question."""

    page: ModulePage
    steps: tuple[StepPage, ...]
    quiz: QuizPage
    answers: tuple[tuple[Question, Any, Any], ...]  # each question with a right and a wrong answer
    versions: dict[tuple[str, str], QuestionVersion]


def read_modules(structure: Structure) -> list[Module]:
    """The modules of the house with their steps and the answers to their questions."""
    modules = []
    for page in ModulePage.objects.of(structure).live().order_by("path"):
        steps = tuple(StepPage.objects.child_of(page).live().order_by("path"))
        quiz = QuizPage.objects.child_of(page).live().first()
        if quiz is None:
            continue
        answers = tuple((question, *right_and_wrong(question)) for question in quiz.asked())
        modules.append(Module(page, steps, quiz, answers, versions_of(quiz.asked())))
    return modules


def address(number: int, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.lower()).encode("ascii", "ignore").decode()
    words_of_name = "".join(letter if letter.isalpha() else "." for letter in plain)
    return f"{words_of_name}.{number}@{DOMAIN}"


class Crowd:
    """Collects the rows of one batch of learners, then writes them in a few queries."""

    def __init__(self, structure: Structure, modules: list[Module], now: datetime, seed: int) -> None:
        self.structure, self.modules, self.now, self.seed = structure, modules, now, seed
        self.names = words("names")
        self.users: list[User] = []
        self.memberships: list[Membership] = []
        self.enrolments: list[Enrolment] = []
        self.steps: list[CompletedStep] = []
        self.attempts: list[Attempt] = []
        self.answers: list[Answer] = []

    def add(self, number: int) -> None:
        """Learner number `number`, and what they did."""
        chance = random.Random(f"{self.seed}:{number}")
        name = f"{chance.choice(self.names['first'])} {chance.choice(self.names['last'])}"
        joined = self.now - timedelta(days=chance.uniform(5, DAYS), seconds=chance.randrange(86_400))
        user = User(email=address(number, name), display_name=name, date_joined=joined, password="!")
        self.users.append(user)
        self.memberships.append(
            Membership(user=user, structure=self.structure, role="learner", since=timezone.localdate(joined))
        )
        wanted = chance.choices([1, 2, 3, 4], weights=[45, 30, 17, 8])[0]
        for module in chance.sample(self.modules, min(wanted, len(self.modules))):
            joined = self._study(chance, user, module, joined)

    def _study(self, chance: random.Random, user: User, module: Module, since: datetime) -> datetime:
        """One module: enrolled, some steps done, perhaps its quiz; what would come after today is not done yet.

        Returns when they stopped.
        """
        when = since + timedelta(hours=chance.uniform(0.2, 72))
        if when > self.now:
            return when
        enrolment = Enrolment(
            learner=user,
            structure=self.structure,
            module=module.page,
            module_key=module.page.translation_key,
            module_code=module.page.code,
            module_title=module.page.title,
            enrolled_at=when,
        )
        self.enrolments.append(enrolment)
        reading = [step for step in module.steps if step.pk != module.quiz.pk]
        fate = chance.random()
        count = 0 if fate < 0.15 else chance.randint(1, len(reading)) if fate < 0.5 else len(reading)
        for step in reading[:count]:
            when += timedelta(hours=chance.uniform(0.5, 96))
            if when > self.now:
                return when
            self._finish(enrolment, step, when, chance)
        if count == len(reading) and fate > 0.55:
            when = self._answer(chance, enrolment, module, when)
        return when

    def _finish(self, enrolment: Enrolment, step: StepPage, when: datetime, chance: random.Random) -> None:
        self.steps.append(
            CompletedStep(
                enrolment=enrolment,
                step_id=step.pk,
                step_key=step.translation_key,
                step_title=step.title,
                required=step.required,
                evidence_type=step.specific_class.evidence_type,
                modality="self_paced",
                minutes_planned=step.minutes,
                minutes_active=round(step.minutes * chance.uniform(0.5, 1.4)),
                revision_id=step.live_revision_id,
                completed_at=when,
            )
        )

    def _answer(
        self, chance: random.Random, enrolment: Enrolment, module: Module, when: datetime
    ) -> datetime:
        skill = chance.uniform(0.45, 1.0)
        for number in range(1, chance.choices([1, 2, 3], weights=[6, 3, 1])[0] + 1):
            when += timedelta(hours=chance.uniform(0.1, 30))
            if when > self.now:
                return when
            given = [
                (question, right if chance.random() < skill else wrong)
                for question, right, wrong in module.answers
            ]
            marks = [question.mark(answer) for question, answer in given]
            score = total(marks)
            passed = score.passes(module.quiz.pass_percent)
            attempt = Attempt(
                enrolment=enrolment,
                quiz=module.quiz,
                quiz_key=module.quiz.translation_key,
                quiz_title=module.quiz.title,
                token=uuid.UUID(int=chance.getrandbits(128), version=4),
                revision_id=module.quiz.live_revision_id,
                number=number,
                terms=module.quiz.terms.as_json(),
                started_at=when - timedelta(minutes=chance.uniform(3, 20)),
                earned=Decimal(score.earned.numerator) / score.earned.denominator,
                possible=score.possible,
                percent=score.percent,
                pass_percent=module.quiz.pass_percent,
                passed=passed,
                submitted_at=when,
                marked_at=when,
            )
            self.attempts.append(attempt)
            self.answers += [
                Answer(
                    attempt=attempt,
                    number=question.number,
                    version=module.versions[question.key, question.digest],
                    points=question.points,
                    answer=answer,
                    saved_at=when,
                    earned=str(mark.earned),
                )
                for (question, answer), mark in zip(given, marks, strict=True)
            ]
            if passed:
                self._finish(enrolment, module.quiz, when, chance)
                enrolment.completed_at = when
                return when
            skill = min(1.0, skill + 0.25)
        return when

    def write(self) -> list[Enrolment]:
        """Write the batch and return its finished enrolments."""
        for model, rows in (
            (User, self.users),
            (Membership, self.memberships),
            (Enrolment, self.enrolments),
            (CompletedStep, self.steps),
            (Attempt, self.attempts),
            (Answer, self.answers),
        ):
            model.objects.bulk_create(rows, batch_size=BATCH)
        return [enrolment for enrolment in self.enrolments if enrolment.completed_at]


def _numbers_missing(size: int) -> Iterable[int]:
    there = {
        int(email.rpartition("@")[0].rpartition(".")[2])
        for email in User.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", flat=True)
    }
    return [number for number in range(1, size + 1) if number not in there]


def build_crowd(structure: Structure, size: int, *, seed: int, now: datetime) -> int:
    """Bring the crowd to `size` learners; returns how many were added."""
    modules, missing = read_modules(structure), list(_numbers_missing(size))
    for start in range(0, len(missing), BATCH):
        with transaction.atomic():
            crowd = Crowd(structure, modules, now, seed)
            for number in missing[start : start + BATCH]:
                crowd.add(number)
            finished = crowd.write()
        # Dated the day each module was finished; nobody is written to, and the worker's sweep makes the files.
        grant_attestations(
            structure=structure, enrolments=finished, on_completion_day=True, announce=False, make_files=False
        )
    if missing:
        LogEntry.objects.append(
            actor=None,
            verb="demo.crowd-added",
            subject=structure,
            structure=structure,
            payload={"added": len(missing), "seed": seed},
        )
    return len(missing)
