"""The modules of a group as people type them, one a line: a code, then a title and a place if they wish.

    COMPTA
    C3 | Finances associatives | certif-asso-c3
    certif-asso-c4

Guarantees:

- a code of the house's catalogue brings its title, whatever its capitals; a place in a curriculum stands by itself;
- a code that is neither, and has no place of its own, is a fault that names its line: nobody could finish it;
- what `write_lines` writes, `read_lines` reads again, the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from certification.rules.requirements import RequiredModule

BAR = "|"
MOST = 60


@dataclass(frozen=True)
class Unknown:
    """A line that names nothing known: its number, from 1, and the name."""

    line: int
    name: str
    of_slot: bool = False


@dataclass(frozen=True)
class Catalogue:
    """What a line may name: modules by their code, places in curricula by theirs. Codes are kept without capitals."""

    modules: Mapping[str, RequiredModule]
    slots: Mapping[str, str]

    @classmethod
    def of(cls, modules: Iterable[RequiredModule], slots: Mapping[str, str]) -> Catalogue:
        """Of two modules with one code, the first."""
        by_code: dict[str, RequiredModule] = {}
        for module in modules:
            by_code.setdefault(module.code.casefold(), module)
        return cls(by_code, {code.casefold(): title for code, title in slots.items()})


def read_lines(text: str, catalogue: Catalogue) -> tuple[tuple[RequiredModule, ...], tuple[Unknown, ...]]:
    """The modules that these lines name, and the lines that name nothing known. Empty lines are no lines."""
    modules, unknown = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        found = _read(line, number, catalogue)
        (unknown if isinstance(found, Unknown) else modules).append(found)
    return tuple(modules), tuple(unknown)


def _read(line: str, number: int, catalogue: Catalogue) -> RequiredModule | Unknown:
    code, *rest = (part.strip() for part in line.split(BAR))
    slot = rest.pop() if len(rest) > 1 else ""
    title = f" {BAR} ".join(rest)
    if slot and slot.casefold() not in catalogue.slots:
        return Unknown(number, slot, of_slot=True)
    if known := catalogue.modules.get(code.casefold()):
        return RequiredModule(known.code, title or known.title, slot or known.slot)
    if slot and code:
        return RequiredModule(code, title or catalogue.slots[slot.casefold()], slot)
    if by_place := catalogue.slots.get(code.casefold()):
        return RequiredModule(code, title or by_place, code)
    return Unknown(number, code or line.strip())


def write_lines(modules: Iterable[RequiredModule]) -> str:
    """These modules as lines."""
    return "\n".join(
        f" {BAR} ".join([one.code, one.title, *([one.slot] if one.slot or BAR in one.title else [])])
        for one in modules
    )
