"""What correcting a key changes, and for whom.

What is promised: the wording that was shown is kept; only the key that marks it changes. A step that was finished and
an attestation that was granted are never taken back: who no longer reaches the pass mark is counted apart, and told
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Before:
    """One answer and its attempt as they stand: points of the answer, of the whole, whether the attempt passes."""

    answer: int
    earned: Fraction
    whole: Fraction
    possible: int
    pass_percent: int
    passed: bool


@dataclass(frozen=True)
class Change:
    """What the corrected key makes of one answer."""

    answer: int
    old: Fraction
    new: Fraction
    passed: bool
    passes: bool


@dataclass(frozen=True)
class Preview:
    """What a regrading would change."""

    answers: int  # given to the question
    changes: tuple[Change, ...]
    unmarkable: int = 0  # given to a wording that offered something else: they stay as they are

    @property
    def gain(self) -> int:
        """How many answers earn more."""
        return sum(change.new > change.old for change in self.changes)

    @property
    def lose(self) -> int:
        """How many answers earn less."""
        return sum(change.new < change.old for change in self.changes)

    @property
    def newly_passed(self) -> int:
        return sum(change.passes and not change.passed for change in self.changes)

    @property
    def no_longer_passing(self) -> int:
        """Attempts under the pass mark with the corrected key; what they had finished stays finished."""
        return sum(change.passed and not change.passes for change in self.changes)


def weigh(rows: Iterable[tuple[Before, Fraction | None]]) -> Preview:
    """What changes, from each answer as it stands and what the corrected key gives it; None where it cannot mark it."""
    answers, unmarkable, changes = 0, 0, []
    for before, new in rows:
        answers += 1
        if new is None:
            unmarkable += 1
            continue
        if new == before.earned:
            continue
        whole = max(before.whole - before.earned + new, Fraction(0))
        percent = int(100 * whole / before.possible) if before.possible else 0
        changes.append(
            Change(before.answer, before.earned, new, before.passed, passes=percent >= before.pass_percent)
        )
    return Preview(answers, tuple(changes), unmarkable)
