"""Which questions one attempt asks: those written in the quiz, those drawn from banks, in which order."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from learning.models.banks import BankQuestion, QuestionVersion
from learning.questions.asked import Question
from learning.questions.parts import DrawBlock

if TYPE_CHECKING:
    from learning.models.quiz import Draw, QuizPage


def questions_for(quiz: QuizPage, chance: random.Random) -> list[Question]:
    """The questions of one attempt, numbered in the order shown.

    Every question that a draw may choose has an even chance; none is asked twice. A draw that finds fewer than it asks
    for takes what there is. Costs one query a draw and one for all that were drawn.
    """
    parts = quiz.parts()
    written = {part.key for part in parts if isinstance(part, Question)}
    drawn = _draw([part for part in parts if not isinstance(part, Question)], written, chance)
    asked: list[Question] = []
    for part in parts:
        asked += [part] if isinstance(part, Question) else drawn[id(part)]
    if quiz.shuffle_questions:
        asked = _shuffled_within_sections(asked, chance)
    return [replace(question, number=number) for number, question in enumerate(asked, start=1)]


def _draw(draws: Sequence[Draw], taken: set[str], chance: random.Random) -> dict[int, list[Question]]:
    if not draws:
        return {}
    taken, chosen = set(taken), {}
    for draw in draws:
        there = [
            (pk, str(key))
            for pk, key in DrawBlock.drawable(draw.value).order_by("pk").values_list("pk", "key").distinct()
            if str(key) not in taken
        ]
        chosen[id(draw)] = chance.sample(there, min(draw.value["count"], len(there)))
        taken |= {key for _pk, key in chosen[id(draw)]}
    rows = BankQuestion.objects.in_bulk([pk for picked in chosen.values() for pk, _key in picked])
    return {
        id(draw): [
            Question.of(
                rows[pk].question[0], key=key, section=draw.section, worth=draw.value.get("points") or None
            )
            for pk, key in chosen[id(draw)]
        ]
        for draw in draws
    }


def _shuffled_within_sections(asked: Iterable[Question], chance: random.Random) -> list[Question]:
    mixed: list[Question] = []
    for _section, held in groupby(asked, key=lambda question: question.section):
        together = list(held)
        chance.shuffle(together)
        mixed += together
    return mixed


def versions_of(questions: Sequence[Question]) -> dict[tuple[str, str], QuestionVersion]:
    """The wording of each question by its key and digest, kept now if it was never shown.

    Costs one query, three the first time a wording is shown.
    """
    wanted = {(question.key, question.digest): question for question in questions}
    keys, digests = zip(*wanted, strict=True) if wanted else ((), ())

    def there() -> dict[tuple[str, str], QuestionVersion]:
        found = QuestionVersion.objects.filter(key__in=keys, digest__in=digests)
        return {(version.key, version.digest): version for version in found}

    known = there()
    missing = [question for one, question in wanted.items() if one not in known]
    if not missing:
        return known
    QuestionVersion.objects.bulk_create(
        [
            QuestionVersion(
                key=question.key, kind=question.kind.slug, value=question.data, digest=question.digest
            )
            for question in missing
        ],
        ignore_conflicts=True,  # another attempt may be showing it for the first time too
    )
    return there()
