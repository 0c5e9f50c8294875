"""Which competencies a person's own words call to mind.

Transparent on purpose: a competency lists words, and is suggested when one of them stands in the text; the person is
shown which. Accents, capitals and apostrophes count for nothing. `festival*` stands for every word that begins so;
`compte* rendu*` for words that follow one another. Nothing is counted as a score of a person: the number of words only
decides which suggestion comes first. The person chooses.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from skills.rules.frameworks import Competency

MOST = 8
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Suggestion:
    """A competency, and the words of the person that called it to mind, as they wrote them."""

    code: str
    words: tuple[str, ...]


def folded(text: str) -> str:
    """The text without accents or capitals: how words are compared."""
    flat = unicodedata.normalize("NFKD", text.casefold()).replace("œ", "oe").replace("æ", "ae")
    return "".join(letter for letter in flat if not unicodedata.combining(letter))


def suggest(text: str, competencies: Iterable[Competency], *, most: int = MOST) -> tuple[Suggestion, ...]:
    """The competencies that the text calls to mind: most words first, then as the framework orders them."""
    written = WORD.findall(text)
    compared = [folded(word) for word in written]
    found = []
    for competency in competencies:
        matched = tuple(_matches(competency.words, written, compared))
        if matched:
            found.append(Suggestion(competency.code, matched))
    return tuple(sorted(found, key=lambda one: -len(one.words))[:most])


def _matches(specs: Iterable[str], written: list[str], compared: list[str]) -> Iterable[str]:
    """The words as written that these call to mind, each once, the longest expressions first."""
    seen: set[str] = set()
    for spec in sorted(specs, key=lambda one: -len(one.split())):
        parts = [folded(part) for part in spec.split()]
        for start in range(len(compared) - len(parts) + 1):
            here = slice(start, start + len(parts))
            if all(_is(part, word) for part, word in zip(parts, compared[here], strict=True)):
                words = " ".join(written[here])
                if folded(words) not in seen:
                    seen.add(folded(words))
                    yield words
                break


def _is(part: str, word: str) -> bool:
    return word.startswith(part[:-1]) if part.endswith("*") else word == part
