"""What the answers to one question say of it.

Definitions, as Moodle's quiz statistics and classical test theory have them:

- **Facility index**: the mean share of the points that was earned, from 0 (nobody) to 1 (everybody). An unanswered
  question earned nothing.
- **Discrimination index**: the correlation, from -1 to 1, between what was earned at the question and what was earned
  at the rest of the same attempt. A question that discriminates is succeeded by those who do well elsewhere; below 0,
  those who do well elsewhere get it wrong: the key is probably mistaken. Undefined where one of the two never varies.
- **Frequencies**: how many chose each answer offered.

One attempt a learner counts, the first: later ones know the corrections. Nothing is flagged under `LEAST_SAMPLE`
answers; the sample is always said beside the figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import sqrt

LEAST_SAMPLE = 20
TOO_HARD = 0.25
TOO_EASY = 0.95
WEAK = 0.15
RARELY_CHOSEN = 0.02


class Flag(StrEnum):
    """Why somebody should look at a question."""

    NEGATIVE = "negative"  # those who do well elsewhere get it wrong
    WEAK = "weak"  # it hardly tells who knows from who does not
    TOO_HARD = "too_hard"
    TOO_EASY = "too_easy"
    STRONG_DISTRACTOR = "strong_distractor"  # a wrong answer is chosen more than the right one
    IDLE_DISTRACTOR = "idle_distractor"  # a wrong answer that almost nobody chooses


@dataclass(frozen=True)
class Option:
    """One answer offered: its lasting id, its words, whether it is expected."""

    id: str
    text: str
    expected: bool


@dataclass
class Tally:
    """Answers to one question, counted as they pass: a hundred thousand of them take the place of one."""

    count: int = 0
    chosen: Counter[str] = field(default_factory=Counter)
    _mean: float = 0.0
    _rest_count: int = 0
    _x: float = 0.0
    _y: float = 0.0
    _xx: float = 0.0
    _yy: float = 0.0
    _xy: float = 0.0

    def add(self, share: float, *, rest: float | None = None, chosen: Iterable[str] = ()) -> None:
        """One answer: the share of its points it earned; that of the rest of its attempt, if there is a rest."""
        self.count += 1
        self._mean += (share - self._mean) / self.count
        self.chosen.update(chosen)
        if rest is None:
            return
        # Welford's method: exact enough whatever the number of answers.
        self._rest_count += 1
        dx, dy = share - self._x, rest - self._y
        self._x += dx / self._rest_count
        self._y += dy / self._rest_count
        self._xx += dx * (share - self._x)
        self._yy += dy * (rest - self._y)
        self._xy += dx * (rest - self._y)

    @property
    def facility(self) -> float | None:
        """From 0 to 1; None without any answer."""
        return self._mean if self.count else None

    @property
    def discrimination(self) -> float | None:
        """From -1 to 1; None under the least sample, or where one side never varies."""
        spread = self._xx * self._yy
        if self._rest_count < LEAST_SAMPLE or spread <= 1e-12:
            return None
        return max(-1.0, min(1.0, self._xy / sqrt(spread)))


def frequencies(options: Sequence[Option], chosen: Mapping[str, int]) -> list[dict]:
    """How many chose each answer offered, in its order; choices of answers offered no more come to nothing."""
    return [{"text": one.text, "count": chosen.get(one.id, 0), "expected": one.expected} for one in options]


def flags(tally: Tally, options: Sequence[Option]) -> list[Flag]:
    """Why somebody should look at this question; empty under the least sample."""
    if tally.count < LEAST_SAMPLE:
        return []
    found = []
    if tally.discrimination is not None and tally.discrimination < WEAK:
        found.append(Flag.NEGATIVE if tally.discrimination < 0 else Flag.WEAK)
    if tally.facility < TOO_HARD:
        found.append(Flag.TOO_HARD)
    elif tally.facility > TOO_EASY:
        found.append(Flag.TOO_EASY)
    right = [tally.chosen[one.id] for one in options if one.expected]
    wrong = [tally.chosen[one.id] for one in options if not one.expected]
    if right and wrong:
        if max(wrong) > max(right):
            found.append(Flag.STRONG_DISTRACTOR)
        if min(wrong) < RARELY_CHOSEN * tally.count:
            found.append(Flag.IDLE_DISTRACTOR)
    return found
