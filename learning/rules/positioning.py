"""Where somebody placed themselves on a module's objectives, before it and after it, side by side.

Levels go from 0 to 3. An objective is known by its key; one that was written anew in between is matched by its words.
To place oneself lower afterwards is common, and no step back: one sees better what there is to know.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

LEVELS = range(4)


class Change(StrEnum):
    """How a level moved."""

    UP = "up"
    SAME = "same"
    DOWN = "down"
    UNKNOWN = "unknown"


class Row(NamedTuple):
    """One objective with its level before and after; None where nothing was said."""

    text: str
    before: int | None
    after: int | None

    @property
    def change(self) -> Change:
        if self.before is None or self.after is None:
            return Change.UNKNOWN
        if self.after == self.before:
            return Change.SAME
        return Change.UP if self.after > self.before else Change.DOWN

    @property
    def steps(self) -> int:
        """By how many levels it moved, whichever way."""
        return 0 if self.change == Change.UNKNOWN else abs(self.after - self.before)


def compare(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> list[Row]:
    """Each objective once: in the words of after, then those that only before had.

    Words match only what no key does, and once: what was said before never stands in two rows.
    """
    left, after = {one["key"]: one for one in before}, list(after)
    same = {one["key"]: left.pop(one["key"], None) for one in after}
    rows = []
    for one in after:
        found = same[one["key"]] or next((b for b in left.values() if b["text"] == one["text"]), None)
        if found is not None:
            left.pop(found["key"], None)
        rows.append(Row(one["text"], found["level"] if found else None, one["level"]))
    return rows + [Row(one["text"], one["level"], None) for one in left.values()]


def unplaced(keys: Iterable[str], levels: Mapping[str, int]) -> list[str]:
    """The objectives on which nothing was said, by key."""
    return [key for key in keys if levels.get(key) not in LEVELS]
