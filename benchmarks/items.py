"""Seconds the worker needs to say what 100,000 answers tell of their questions, and memory as answers grow tenfold.

In a database of its own, thrown away: 2,000 people, 50 questions each. Prints one JSON object and ends with 1 beyond a
minute.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "platform"), str(ROOT), str(Path(__file__).parent)]

from run import environment, manage  # noqa: E402

PEOPLE, QUESTIONS = 2000, 50
QUIZ = UUID(int=3)
ALLOWED_SECONDS = 60


def answered(people: int, first: int) -> None:
    """Have so many people answer the quiz once, well or badly."""
    from django.utils import timezone

    from accounts.models import Structure, User
    from learning.models import Answer, Attempt, Enrolment, ModulePage, QuestionVersion

    house, module = Structure.objects.first(), ModulePage.objects.live().first()
    value = {"prompt": "Vrai ?", "points": 1, "is_true": True}
    versions = [
        QuestionVersion.objects.get_or_create(
            key=f"q{n}", digest=f"{n:064d}", defaults={"kind": "true_false", "value": value}
        )[0]
        for n in range(QUESTIONS)
    ]
    now, terms = timezone.now(), {}
    learners = User.objects.bulk_create(
        User(email=f"m{n}@exemple.fr", display_name=f"M {n}") for n in range(first, first + people)
    )
    enrolments = Enrolment.objects.bulk_create(
        Enrolment(learner=learner, structure=house, module=module, module_key=module.translation_key)
        for learner in learners
    )
    attempts = Attempt.objects.bulk_create(
        Attempt(
            enrolment=enrolment,
            quiz_key=QUIZ,
            quiz_title="Mesure",
            number=1,
            terms=terms,
            started_at=now,
            submitted_at=now,
            earned=str(sum(right(n, q) for q in range(QUESTIONS))),
            possible=QUESTIONS,
            pass_percent=70,
        )
        for n, enrolment in enumerate(enrolments)
    )
    Answer.objects.bulk_create(
        (
            Answer(
                attempt=attempt,
                number=q + 1,
                version=versions[q],
                answer="true" if right(n, q) else "false",
                earned="1" if right(n, q) else "0",
            )
            for n, attempt in enumerate(attempts)
            for q in range(QUESTIONS)
        ),
        batch_size=2000,
    )


def right(person: int, question: int) -> bool:
    """Whether this person finds this question: some know more, some questions are harder."""
    return (person * 7919 + question * 104729) % 100 < 30 + person % 60


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure() -> dict:
    from learning.actions.compute_statistics import compute_statistics

    before = peak_mb()
    began = time.perf_counter()
    questions = compute_statistics(quiz_key=QUIZ)
    return {
        "seconds": round(time.perf_counter() - began, 1),
        "questions": questions,
        "peak_grew_mb": round(peak_mb() - before, 1),
    }


def main() -> int:
    """Answers are written by processes of their own: what they need is not counted."""
    if len(sys.argv) > 1:
        import django

        django.setup()
        if sys.argv[1] == "measure":
            print(json.dumps(measure()))
        else:
            answered(*map(int, sys.argv[2:]))
        return 0
    with tempfile.TemporaryDirectory(prefix="essaim-items-") as data:
        env = environment(data, 0)
        manage(env, "migrate", "--verbosity", "0")
        manage(env, "demo", "--force", "--json", "--password", "x" * 20)
        script, report = [sys.executable, __file__], {}
        for people, first in ((PEOPLE // 10, 0), (PEOPLE - PEOPLE // 10, PEOPLE // 10)):
            subprocess.run([*script, "answer", str(people), str(first)], env=env, check=True)
            told = subprocess.run(
                [*script, "measure"], env=env, check=True, capture_output=True, text=True
            ).stdout
            report[f"{(people + first) * QUESTIONS} answers"] = json.loads(told.splitlines()[-1])
    print(json.dumps(report, indent=1))
    return int(list(report.values())[-1]["seconds"] > ALLOWED_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
