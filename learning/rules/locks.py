"""What waits for what: steps within a module, modules for one another.

What is promised:

- **A step opens once everything that it waits for is done or waived**: the steps it names, and, where it comes in
  order, every required step before it in the module.
- **What was done or waived stays open.**
- **Nobody is ever stuck.** What is no longer there locks nobody, and what waits for itself, however far round, locks
  nobody either: whoever has something left to do has a step that is open.

The same holds for modules: `unringed` breaks the rings of any such graph.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from typing import TypeVar

from learning.rules.completion import Step

Key = TypeVar("Key", bound=Hashable)
Graph = Mapping[Key, Sequence[Key]]


def direct_waits(steps: Sequence[Step]) -> dict[Hashable, tuple[Hashable, ...]]:
    """What each step waits for, as its author has it, in the module's order. Steps that are not there are left out."""
    keys = [step.key for step in steps]
    found: dict[Hashable, tuple[Hashable, ...]] = {}
    before: list[Hashable] = []
    for step in steps:
        named = {*step.needs, *(before if step.in_order else ())} - {step.key}
        found[step.key] = tuple(key for key in keys if key in named)
        if step.required:
            before.append(step.key)
    return found


def reached_from(graph: Graph, start: Key) -> set[Key]:
    """Everything that this one waits for, near or far; itself too where the way comes round."""
    reached: set[Key] = set()
    to_see = list(graph.get(start, ()))
    while to_see:
        key = to_see.pop()
        if key not in reached:
            reached.add(key)
            to_see += graph.get(key, ())
    return reached


def unringed(graph: Graph) -> dict[Key, tuple[Key, ...]]:
    """The graph without what would wait for itself: every edge that lies on a ring is taken away."""
    reached = {key: reached_from(graph, key) for key in graph}
    return {
        key: tuple(other for other in others if key not in reached.get(other, ()))
        for key, others in graph.items()
    }


def ring_through(graph: Graph, start: Key) -> list[Key]:
    """The shortest way from this one back to itself, with both ends; nothing when there is none."""
    ways = [[start]]
    seen: set[Key] = set()
    while ways:
        way = ways.pop(0)
        for key in graph.get(way[-1], ()):
            if key == start:
                return [*way, key]
            if key not in seen:
                seen.add(key)
                ways.append([*way, key])
    return []


def waits(steps: Sequence[Step]) -> dict[Hashable, tuple[Hashable, ...]]:
    """What each step really waits for, in the module's order: rings lock nobody."""
    return unringed(direct_waits(steps))


def missing(graph: Graph, key: Key, settled: Collection[Key]) -> tuple[Key, ...]:
    """What is still to do before this one opens; nothing when it is open, or was done or waived itself."""
    if key in settled:
        return ()
    return tuple(other for other in graph.get(key, ()) if other not in settled)


def locked(graph: Graph, settled: Collection[Key]) -> set[Key]:
    """Everything that is not open yet."""
    return {key for key in graph if missing(graph, key, settled)}


def way_to(graph: Graph, key: Key, settled: Collection[Key]) -> Key:
    """What to do first so that this one opens one day: itself when it is open. For a graph without rings."""
    while lacking := missing(graph, key, settled):
        key = lacking[0]
    return key


def open_in_turn(graph: Graph, wanted: Collection[Key], settled: Collection[Key]) -> list[Key]:
    """Those wanted that are open, or that the others wanted open in turn; each after what it waits for."""
    found: list[Key] = []
    while turn := [
        key
        for key in graph
        if key in wanted and key not in found and not missing(graph, key, {*settled, *found})
    ]:
        found += turn
    return found
