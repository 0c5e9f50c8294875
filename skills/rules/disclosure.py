"""Which figures of a table may be shown, so that nobody is told by them.

What is promised:

- **a figure that comes from fewer than five people is not shown**, nor is one of nobody: a table that says 0 says of
  whoever lives there that they did nothing;
- **nothing that is not shown is found by subtraction.** The total less the parts that are shown is what the others come
  to together: they are two at least, and five people at least are behind them. Where they are not, one more part is not
  shown: the one that fewest people are behind;
- **a part of a whole tells the rest.** Where the whole stands in the same table (missions, of which attested), what is
  left of it must come from five people too, or from nobody.

What it cannot promise: two tables of different days tell what came in between.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

LEAST = 5

Key = TypeVar("Key", bound=Hashable)


class Secret(StrEnum):
    """Why a figure is not shown."""

    FEW = "few"
    GUARD = "guard"  # it would tell another one


@dataclass(frozen=True)
class Behind:
    """Who is behind one figure; `rest`: who is behind what is left of its whole, where that is shown beside it."""

    people: frozenset[int] = frozenset()
    rest: frozenset[int] = frozenset()

    @property
    def are_few(self) -> bool:
        return len(self.people) < LEAST

    @property
    def tell(self) -> bool:
        """Whether this figure tells of fewer than five people, itself or by what it leaves."""
        return self.are_few or 0 < len(self.rest) < LEAST


def together(some: Iterable[Behind]) -> Behind:
    """Who is behind the sum of these."""
    people: set[int] = set()
    rest: set[int] = set()
    for one in some:
        people |= one.people
        rest |= one.rest
    return Behind(frozenset(people), frozenset(rest))


def secret_of(one: Behind) -> Secret | None:
    """Why this figure is not shown, of itself; None when it may be."""
    if one.are_few:
        return Secret.FEW
    return Secret.GUARD if one.tell else None


def secrets(parts: Mapping[Key, Behind], *, also: Collection[Key] = ()) -> dict[Key, Secret]:
    """The parts that are not shown, and why. `also`: those whose whole is not. Their total goes by `secret_of`."""
    found = {key: reason for key, one in parts.items() if (reason := secret_of(one))}
    found |= {key: Secret.GUARD for key in also if key not in found}
    if together(parts.values()).tell:
        return found  # without their total, nothing is found by subtraction
    for key in _fewest_first(parts):
        if not found or _may_be_told_together([parts[one] for one in found]):
            break
        found.setdefault(key, Secret.GUARD)
    return found


def _fewest_first(parts: Mapping[Key, Behind]) -> Sequence[Key]:
    return sorted(parts, key=lambda key: len(parts[key].people))


def _may_be_told_together(some: Collection[Behind]) -> bool:
    return len(some) > 1 and not together(some).tell
