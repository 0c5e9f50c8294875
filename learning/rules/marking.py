"""What a person's marks of one answer are worth.

The points given to each criterion, brought back to what the question is worth in this attempt (a draw may give it other
points than its author did). Nobody marks their own answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def problems(given: Sequence[int | None], possible: Sequence[int]) -> list[int]:
    """The places of the criteria whose points are missing, or beyond what they are worth."""
    padded = [*given, *[None] * (len(possible) - len(given))][: len(possible)]
    return [
        place
        for place, (points, most) in enumerate(zip(padded, possible, strict=True))
        if points is None or not 0 <= points <= most
    ]


def earned(given: Sequence[int], possible: Sequence[int], *, worth: int) -> Fraction:
    """What these points come to, out of what the question is worth; nothing where no criterion is worth anything."""
    whole = sum(possible)
    return Fraction(sum(given), whole) * worth if whole else Fraction(0)
