"""Whether a font can draw a text.

A PDF silently prints blanks for what its font lacks. So: a text is composed first (NFC), a few look-alikes stand in
for what the font does not have, and whatever is still missing is named, so that somebody can decide.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

#: Same meaning to a reader, and in the font.
STAND_INS = {
    "\u202f": "\u00a0",  # narrow no-break space
    "\u2007": "\u00a0",  # figure space
    "\u2009": " ",  # thin space
    "\u200a": " ",  # hair space
    "\u2002": " ",
    "\u2003": " ",
    "\u2010": "-",
    "\u2011": "-",  # no-break hyphen
    "\u2212": "–",  # minus sign
    "\u02bc": "’",  # the apostrophe of Breton c’h, as a letter
    "\u02b9": "’",
    "\u2032": "’",
    "\u2022": "·",
}
#: What is not seen: joiners, variation selectors, soft hyphens, marks of direction.
UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufe0e\ufe0f\ufeff")
SPACES = re.compile(" {2,}")
PICTURES = frozenset({"So", "Sk", "Cn", "Co", "Cs"})


def drawable(text: str, available: Collection[int]) -> str:
    """The same text as this font can draw it; what it cannot draw stays in."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(
        STAND_INS.get(character, character) if ord(character) not in available else character
        for character in composed
        if character not in UNSEEN
    )


def without_pictures(text: str, available: Collection[int]) -> str:
    """The text without the emoji and symbols that the font lacks, which say nothing that its words do not."""
    kept = (
        character
        for character in text
        if ord(character) in available or unicodedata.category(character) not in PICTURES
    )
    return SPACES.sub(" ", "".join(kept)).strip(" ")


def missing(text: str, available: Collection[int]) -> str:
    """The characters that the font cannot draw, each once, in order of appearance."""
    return "".join(
        dict.fromkeys(
            character for character in text if character not in "\n\t\r" and ord(character) not in available
        )
    )
