"""Whether what somebody typed is one of the spellings that an author accepts.

What is promised, whatever the tolerance: spaces around and doubled spaces never count, nor do the shapes of
apostrophes, quotation marks and dashes, nor how accents are encoded. Capitals, accents and punctuation count unless
the author says otherwise. In a spelling, `*` stands for anything, even nothing; `\\*` is a star. Comparing takes a time
that grows with the length of the two texts and no faster, whatever was typed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import category, normalize

LONGEST_TYPED = 500

_SAME_SHAPES = str.maketrans(
    {"’": "'", "ʼ": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-"}
)
_STAR = re.compile(r"(?<!\\)\*")


@dataclass(frozen=True)
class Tolerance:
    """What does not count when two texts are compared."""

    case: bool = True
    accents: bool = False
    punctuation: bool = False


def comparable(text: str, tolerance: Tolerance) -> str:
    """The text reduced to what counts."""
    text = normalize("NFC", text).translate(_SAME_SHAPES)
    if tolerance.case:
        text = text.casefold()
    if tolerance.accents:
        for joined, spread in (("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE")):
            text = text.replace(joined, spread)
        text = "".join(letter for letter in normalize("NFD", text) if category(letter) != "Mn")
    if tolerance.punctuation:
        # "aujourd'hui", "aujourd hui" and "aujourdhui" are then the same word.
        return "".join(letter for letter in text if letter.isalnum())
    return " ".join(text.split())


def fits(typed: str, spelling: str, tolerance: Tolerance) -> bool:
    """Whether what was typed is this spelling, whose stars stand for anything."""
    typed = comparable(typed[:LONGEST_TYPED], tolerance)
    pieces = [comparable(piece.replace("\\*", "*"), tolerance) for piece in _STAR.split(spelling)]
    if len(pieces) == 1:
        return bool(typed) and typed == pieces[0]
    first, *middle, last = pieces
    if len(typed) < len(first) + len(last) or not (typed.startswith(first) and typed.endswith(last)):
        return False
    at, end = len(first), len(typed) - len(last)
    for piece in middle:
        found = typed.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return bool(typed)


def first_fitting(typed: str, spellings: list[str], tolerance: Tolerance) -> int | None:
    """The place of the first spelling that fits, in the author's order; None when none does."""
    return next((place for place, one in enumerate(spellings) if fits(typed, one, tolerance)), None)
