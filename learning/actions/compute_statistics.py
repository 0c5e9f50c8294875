"""Compute what answers say of questions: within one quiz, or wherever the questions of a bank were asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from learning.models.attempts import Answer, ItemStatistic
from learning.models.banks import QuestionVersion
from learning.questions import BY_SLUG
from learning.rules.items import Option, Tally, flags, frequencies

CHUNK = 2000
COLUMNS = ("version_id", "marked_as_id", "points", "earned", "answer", "attempt__earned", "attempt__possible")


class Row(NamedTuple):
    """One answer, as the database gives it, with the score of its attempt."""

    version: int
    marked_as: int | None
    points: int
    earned: str
    answer: Any
    whole_earned: Any
    whole_possible: int


def compute_statistics(*, quiz_key: UUID | None = None, keys: Iterable[str] = ()) -> int:
    """Write anew the statistics of the questions of one quiz, or of the questions of these keys over all quizzes.

    The first attempt of each learner counts, once fully marked. Answers pass one by one: memory does not grow with
    their number. How many questions were computed; one that nobody answered keeps no row. Safe to repeat.
    """
    answers = Answer.objects.of_first_attempts()
    answers = answers.filter(attempt__quiz_key=quiz_key) if quiz_key else answers.about(keys)
    tallies: dict[str, Tally] = defaultdict(Tally)
    wordings = Wordings()
    for row in answers.order_by().values_list(*COLUMNS).iterator(chunk_size=CHUNK):
        _count(Row(*row), tallies, wordings)
    computed = [_statistic(quiz_key, key, tally, wordings) for key, tally in tallies.items()]
    with transaction.atomic():
        stale = ItemStatistic.objects.filter(quiz_key=quiz_key)
        (stale if quiz_key else stale.filter(key__in=list(keys))).delete()
        # Two computations at once write the same: whoever comes second leaves what is there.
        ItemStatistic.objects.bulk_create(computed, batch_size=200, ignore_conflicts=True)
    return len(computed)


class Wordings:
    """The wordings met, each read once: there are few of them however many answers."""

    def __init__(self) -> None:
        self._kept: dict[int, QuestionVersion] = {}
        self.latest: dict[str, QuestionVersion] = {}

    def __getitem__(self, pk: int) -> QuestionVersion:
        if pk not in self._kept:
            version = self._kept[pk] = QuestionVersion.objects.get(pk=pk)
            last = self.latest.setdefault(version.key, version)
            if last.pk < version.pk:
                self.latest[version.key] = version
        return self._kept[pk]


def _count(row: Row, tallies: dict[str, Tally], wordings: Wordings) -> None:
    version = wordings[row.marked_as or row.version]
    kind = BY_SLUG[version.kind]
    chosen = kind.chosen(version.value, row.answer)
    if not row.points:  # an opinion: nothing was right or wrong
        tallies[version.key].add(0.0, chosen=chosen)
        return
    earned = float(Fraction(row.earned or 0))
    others = row.whole_possible - row.points
    rest = min(max((float(row.whole_earned) - earned) / others, 0.0), 1.0) if others > 0 else None
    tallies[version.key].add(earned / row.points, rest=rest, chosen=chosen)


def _statistic(quiz_key: UUID | None, key: str, tally: Tally, wordings: Wordings) -> ItemStatistic:
    version = wordings.latest[key]
    kind = BY_SLUG[version.kind]
    options = [Option(**option) for option in kind.options(version.value)]
    scored = kind.is_scored
    return ItemStatistic(
        quiz_key=quiz_key,
        key=key,
        sample=tally.count,
        facility=tally.facility if scored else None,
        discrimination=tally.discrimination if scored else None,
        frequencies=frequencies(options, tally.chosen),
        flags=[str(flag) for flag in flags(tally, options)] if scored else [],
        computed_at=timezone.now(),
    )
