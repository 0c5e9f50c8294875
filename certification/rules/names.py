"""People's names as they are printed and shown."""

from __future__ import annotations

import re
import unicodedata


def tidy_name(name: str) -> str:
    """A name as the person writes it, in composed characters, on one line, without what cannot be seen."""
    composed = unicodedata.normalize("NFC", name)
    seen = "".join(
        " " if unicodedata.category(character) in ("Zs", "Zl", "Zp") or character in "\t\n\r" else character
        for character in composed
        if unicodedata.category(character) not in ("Cc", "Cf", "Cs") or character in "\t\n\r"
    )
    return " ".join(seen.split())


def initials(name: str) -> str:
    """The initials that stand for a name: “Jean-Pierre d’Ormesson” is J.-P. d’O.

    What holds no letter is left out; a name without any letter becomes an ellipsis.
    """
    words = ("-".join(filter(None, map(_initial, word.split("-")))) for word in tidy_name(name).split())
    return " ".join(filter(None, words)) or "…"


def _initial(piece: str) -> str:
    """The first letter of each side of an apostrophe: d’Ormesson is d’O., O'Brien is O’B."""
    letters = [next(filter(str.isalpha, part), "") for part in re.split(r"['’]", piece)]
    kept = "’".join(filter(None, letters))
    return f"{kept}." if kept else ""
