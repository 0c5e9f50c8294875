"""Answers that the demo's learners give: one right and one wrong to each question, whatever its kind."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import Any

from learning.questions.asked import Question


@cache
def candidates() -> list[Any]:
    """Answers to try: every kind of question that the demo uses takes one of these forms."""
    positions = [str(position) for position in range(6)]
    lists = [sorted(some) for size in range(1, 6) for some in combinations(positions, size)]
    return ["true", "false", *positions, *lists]


def right_and_wrong(question: Question) -> tuple[Any, Any]:
    """An answer that earns points and one that earns none, found by trying."""
    by_share = {bool(question.mark(answer).earned): answer for answer in reversed(candidates())}
    return by_share[True], by_share[False]
