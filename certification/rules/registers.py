"""What a register of numbers must be: every rank from 1 to the last one given, each once.

A document that was withdrawn or replaced keeps its rank: a rank is never given again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


def year_and_rank(number: str) -> tuple[int, int]:
    """The year and the rank in the number printed on a document. Raises ValueError where it is no number."""
    *_before, year, rank = number.split("-")
    return int(year), int(rank)


@dataclass(frozen=True)
class Gaps:
    """What is wrong with the ranks of one register. False when nothing is."""

    missing: tuple[int, ...] = ()
    twice: tuple[int, ...] = ()
    beyond: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.twice or self.beyond)


def gaps(ranks: Iterable[int], last: int) -> Gaps:
    """What these ranks lack of 1 to `last`, the last that the register gave; those there twice; those past it."""
    found = Counter(ranks)
    return Gaps(
        missing=tuple(rank for rank in range(1, last + 1) if rank not in found),
        twice=tuple(sorted(rank for rank, count in found.items() if count > 1)),
        beyond=tuple(sorted(rank for rank in found if not 1 <= rank <= last)),
    )
