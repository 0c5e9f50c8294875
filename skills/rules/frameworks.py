"""What a framework of competencies holds, read from its stored content, and what keeps it from being put in force.

- a framework has domains, a domain has competencies, and neither is ever empty;
- a competency is known by its code, once in the whole framework and for ever: what people declared hangs on it;
- a competency says in plain words what one does.

The four levels are the same for every framework: declared by the person, never computed in their place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Problem(StrEnum):
    """What keeps a framework from being put in force."""

    NO_DOMAIN = "no_domain"
    EMPTY_DOMAIN = "empty_domain"
    CODE_TWICE = "code_twice"
    BAD_CODE = "bad_code"


@dataclass(frozen=True)
class Competency:
    """One thing that a person can do."""

    code: str
    title: str
    description: str = ""
    #: Words by which it is suggested (`matching`).
    words: tuple[str, ...] = ()
    #: What may show it.
    examples: tuple[str, ...] = ()
    #: Codes of the modules that teach it.
    modules: tuple[str, ...] = ()
    esco_uri: str = ""
    rncp_block: str = ""


@dataclass(frozen=True)
class Domain:
    code: str
    title: str
    competencies: tuple[Competency, ...] = ()


@dataclass(frozen=True)
class Content:
    """What a framework says, in its order."""

    domains: tuple[Domain, ...] = ()
    by_code: Mapping[str, Competency] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        every = {one.code: one for domain in self.domains for one in domain.competencies}
        object.__setattr__(self, "by_code", every)

    @property
    def competencies(self) -> tuple[Competency, ...]:
        return tuple(one for domain in self.domains for one in domain.competencies)


def lines(text: str) -> tuple[str, ...]:
    """What an author wrote one a line, or parted by commas."""
    return tuple(part.strip() for part in re.split(r"[\n,]", text) if part.strip())


def read(stored: Iterable[Mapping[str, Any]]) -> Content:
    """The content as it is stored: a list of domains, each with its list of competencies."""
    return Content(tuple(_domain(block["value"]) for block in stored))


def _domain(value: Mapping[str, Any]) -> Domain:
    competencies = tuple(_competency(item["value"]) for item in value["competencies"])
    return Domain(code=value["code"], title=value["title"], competencies=competencies)


def _competency(value: Mapping[str, Any]) -> Competency:
    return Competency(
        code=value["code"],
        title=value["title"],
        description=value.get("description") or "",
        words=lines(value.get("words") or ""),
        # A comma is part of an example: one a line.
        examples=tuple(part.strip() for part in (value.get("examples") or "").splitlines() if part.strip()),
        modules=tuple(code.upper() for code in lines(value.get("modules") or "")),
        esco_uri=value.get("esco_uri") or "",
        rncp_block=value.get("rncp_block") or "",
    )


def problems(content: Content) -> tuple[tuple[Problem, str], ...]:
    """What keeps it from being put in force, with the code or the title concerned; empty when nothing does."""
    if not content.domains:
        return ((Problem.NO_DOMAIN, ""),)
    found = [(Problem.EMPTY_DOMAIN, one.title) for one in content.domains if not one.competencies]
    codes = [domain.code for domain in content.domains] + [one.code for one in content.competencies]
    found += [(Problem.BAD_CODE, code) for code in codes if not CODE.fullmatch(code)]
    for group in ([one.code for one in content.domains], [one.code for one in content.competencies]):
        found += [(Problem.CODE_TWICE, code) for code, times in Counter(group).items() if times > 1]
    return tuple(found)
