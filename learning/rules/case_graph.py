"""Whether a case study holds together: every situation can be met, every way comes to an end.

The first situation begins the case. A choice leads to a situation by its name, or ends the case where it names none; a
situation without choices ends it. Names are compared without regard to capitals and spaces around.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

END = ""


class Problem(StrEnum):
    """What is wrong with a situation."""

    SAME_NAME = "same_name"
    UNKNOWN_TARGET = "unknown_target"
    UNREACHABLE = "unreachable"
    ENDLESS = "endless"


class Situation(NamedTuple):
    """One situation: its name, and what its choices lead to ("" ends the case)."""

    name: str
    targets: tuple[str, ...] = ()


class Flaw(NamedTuple):
    """One thing for the author to put right: at which place in the list, of what kind, about which name."""

    place: int
    problem: Problem
    name: str
    target: str = ""


def folded(name: str) -> str:
    """A name as it is compared."""
    return " ".join(name.split()).casefold()


def flaws(situations: Sequence[Situation]) -> list[Flaw]:
    """Everything wrong, in the order of the situations. An empty case has no flaw: it is being written."""
    if not situations:
        return []
    first: dict[str, int] = {}
    for place, one in enumerate(situations):
        first.setdefault(folded(one.name), place)
    ways = {
        place: {first[folded(target)] for target in one.targets if folded(target) in first}
        for place, one in enumerate(situations)
    }
    met = _reached({0}, ways)
    ends = {place for place, one in enumerate(situations) if _may_end(one, first)}
    ending = _reached(ends, _turned(ways))
    found = []
    for place, one in enumerate(situations):
        if first[folded(one.name)] != place:
            found.append(Flaw(place, Problem.SAME_NAME, one.name))
            continue
        found += [
            Flaw(place, Problem.UNKNOWN_TARGET, one.name, target)
            for target in one.targets
            if folded(target) != END and folded(target) not in first
        ]
        if place not in met:
            found.append(Flaw(place, Problem.UNREACHABLE, one.name))
        elif place not in ending:
            found.append(Flaw(place, Problem.ENDLESS, one.name))
    return found


def _may_end(one: Situation, known: Mapping[str, int]) -> bool:
    """Whether the case may end here. A target that is not written yet is a flaw of its own, and no endless way."""
    return not one.targets or any(folded(target) not in known for target in one.targets)


def _reached(starts: set[int], ways: Mapping[int, set[int]]) -> set[int]:
    met, todo = set(starts), list(starts)
    while todo:
        for following in ways[todo.pop()] - met:
            met.add(following)
            todo.append(following)
    return met


def _turned(ways: Mapping[int, set[int]]) -> dict[int, set[int]]:
    """The same ways, walked backwards."""
    back: dict[int, set[int]] = {place: set() for place in ways}
    for place, following in ways.items():
        for other in following:
            back[other].add(place)
    return back
