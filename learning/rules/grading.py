"""How answers become a score.

What is promised, whatever the questions:

- **Nothing is rounded up.** A percentage is the whole number below: 69.9 never reads as 70, and 100 means that every
  point was earned.
- **An answer earns between nothing and all of its points**, never more than what it is worth; less than 0 only where
  the author marks negatively, and a whole attempt never ends below 0.
- **A quiz with no point to earn proves nothing**: its score is 0 % and is passed only where the pass mark is 0.
- The score kept and the score shown are the same number: what passes reads as passed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Mark:
    """What one answer earned, out of what it could have earned."""

    earned: Fraction
    possible: int

    @property
    def is_full(self) -> bool:
        """Whether every point of the question was earned."""
        return self.possible > 0 and self.earned == self.possible


@dataclass(frozen=True)
class Score:
    """What a whole attempt earned, out of what it could have earned."""

    earned: Fraction
    possible: int

    @property
    def percent(self) -> int:
        """From 0 to 100, rounded down."""
        return int(100 * self.earned / self.possible) if self.possible else 0

    def passes(self, pass_percent: int) -> bool:
        """Whether the score reaches the pass mark."""
        return self.percent >= pass_percent


def mark(*, share: Fraction, points: int, negative: bool = False) -> Mark:
    """The mark of an answer that deserves this share of the points.

    A share beyond 0 to 1 is brought back within; beyond -1 to 1 where wrong answers cost points (``negative``).
    """
    possible, least = max(points, 0), Fraction(-1 if negative else 0)
    return Mark(earned=min(max(share, least), Fraction(1)) * possible, possible=possible)


def total(marks: Iterable[Mark]) -> Score:
    """Add up the marks of one attempt, never below 0. An empty quiz scores 0 out of 0."""
    marks = list(marks)
    return Score(
        earned=max(sum((one.earned for one in marks), start=Fraction(0)), Fraction(0)),
        possible=sum(one.possible for one in marks),
    )
