"""Which lessons are worth looking at again after a quiz.

A question says where it comes from in its section's title or its source: a lesson is named when its own title is in
there, whatever the capitals. Where no lesson is named at all, every one is worth it: better too many links than none.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def to_review(told: Iterable[str], titles: Mapping[Key, str]) -> list[Key]:
    """The lessons, in their order, that this was told of: sections and sources of what was not got."""
    words = [" ".join(one.casefold().split()) for one in told]
    if not words:
        return []
    sought = {key: " ".join(title.casefold().split()) for key, title in titles.items()}
    named = [key for key, title in sought.items() if title and any(title in one for one in words)]
    return named or list(titles)
