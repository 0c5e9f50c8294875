"""What a rubric adds up to.

A rubric as a piece of work keeps it: `[{"label", "levels": [{"label", "description", "points"}], "chosen",
"comment"}]`. Points are the author's; a rubric without any is words only, and adds up to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Rubric = Sequence[Mapping[str, Any]]


class Total(NamedTuple):
    """Points of the levels chosen, out of the best of each criterion."""

    earned: int
    possible: int


def total(rubric: Rubric) -> Total:
    """What the chosen levels add up to; a criterion that nobody looked at earns nothing."""
    earned = sum(_points(one)[one["chosen"]] for one in rubric if one.get("chosen") is not None)
    return Total(earned, sum(max(_points(one), default=0) for one in rubric))


def unchosen(rubric: Rubric) -> list[str]:
    """The criteria that have no level yet, by name."""
    return [one["label"] for one in rubric if one.get("chosen") is None]


def appraised(rubric: Rubric, levels: Mapping[int, int], comments: Mapping[int, str]) -> list[dict[str, Any]]:
    """The rubric with these levels and remarks, by the criterion's place; a level it does not have is none."""
    return [
        {
            **one,
            "chosen": levels[place] if levels.get(place, -1) in range(len(one["levels"])) else None,
            "comment": comments.get(place, ""),
        }
        for place, one in enumerate(rubric)
    ]


def _points(criterion: Mapping[str, Any]) -> list[int]:
    return [level.get("points", 0) for level in criterion["levels"]]
