"""When a path is finished, how far one is in it, and which of its modules are open.

What is promised:

- **Finished means every required module is finished, and as many optional ones as the path asks for.** A module
  recognised as equivalent counts as finished. A path that asks for nothing is never finished.
- **Progress weighs modules by their minutes of required work**, and of the optional ones it counts those that serve the
  learner best: doing more never lowers it. It says 100 % only when the path is finished.
- **In an ordered path a module opens once every required module before it is finished**; an optional one holds nobody
  back. What was finished stays open.
- **Finished stays finished**, whatever becomes of the path's modules.

Modules are named by a key that lasts.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Place:
    """One module in a path, in the path's order: its required work in minutes and how much of it is done."""

    key: Hashable
    minutes: int
    minutes_done: int = 0
    required: bool = True
    finished: bool = False

    @property
    def weight(self) -> int:
        """Its minutes, at least one: a module without minutes still counts."""
        return max(self.minutes, 1)

    @property
    def done(self) -> int:
        return self.weight if self.finished else min(max(self.minutes_done, 0), self.weight)


@dataclass(frozen=True)
class Standing:
    """How far one is in a path: modules finished out of those asked for, the minutes left, and the share done."""

    finished: int
    asked: int
    minutes_left: int
    share: Fraction
    is_whole: bool

    @property
    def percent(self) -> int:
        """From 0 to 100, rounded down; 100 only when the path is finished."""
        return 100 if self.is_whole else min(int(100 * self.share), 99)


def is_finished(places: Sequence[Place], *, choose: int) -> bool:
    """Whether every required module is finished, and ``choose`` of the others (all of them if there are fewer)."""
    required = [place for place in places if place.required]
    optional = [place for place in places if not place.required]
    asked = min(choose, len(optional))
    if not required and not asked:
        return False
    return all(place.finished for place in required) and sum(place.finished for place in optional) >= asked


def standing(places: Sequence[Place], *, choose: int, finished: bool = False) -> Standing:
    """How far one is. ``finished``: the path was finished, whatever its modules are today."""
    required = [place for place in places if place.required]
    optional = [place for place in places if not place.required]
    asked = min(choose, len(optional))
    whole = finished or is_finished(places, choose=choose)
    left = sorted(place.weight - place.done for place in optional)[:asked]
    return Standing(
        finished=sum(place.finished for place in required)
        + min(sum(place.finished for place in optional), asked),
        asked=len(required) + asked,
        minutes_left=0 if whole else sum(place.weight - place.done for place in required) + sum(left),
        share=Fraction(1) if whole else _best_share(required, optional, asked),
        is_whole=whole,
    )


def _best_share(required: Sequence[Place], optional: Sequence[Place], count: int) -> Fraction:
    """The largest share of work done over all choices of ``count`` optional modules beside the required ones.

    Dinkelbach's method: each round takes the modules that gain most at the present ratio, and never lowers it.
    """
    best, chosen = Fraction(-1), list(optional[:count])
    while (reached := _share([*required, *chosen])) > best:
        best = reached
        by_gain = sorted(optional, key=lambda place: place.done - best * place.weight, reverse=True)
        chosen = by_gain[:count]
    return best


def _share(places: Sequence[Place]) -> Fraction:
    weight = sum(place.weight for place in places)
    return Fraction(sum(place.done for place in places), weight) if weight else Fraction(0)


def waits_for(places: Sequence[Place], key: Hashable, *, is_ordered: bool) -> Place | None:
    """The first required module to finish before this one opens; None when it is open, or is not in the path."""
    if not is_ordered or not any(place.key == key for place in places):
        return None
    before = places[: next(number for number, place in enumerate(places) if place.key == key)]
    here = places[len(before)]
    if here.finished:
        return None
    return next((place for place in before if place.required and not place.finished), None)
