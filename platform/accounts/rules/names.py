"""What counts as a person's name.

Guarantees: a name is kept as the person writes it, in composed form (NFC), without space around and with single spaces
inside. Accents, apostrophes, hyphens, any alphabet and even emoji are theirs. Refused: nothing to read, more than 150
characters, no letter at all, and what nobody sees and a document could not print truly (control characters,
line breaks, marks that turn the reading direction, unassigned or private code points).
"""

import unicodedata
from enum import StrEnum

LONGEST = 150
# Joiners are part of some scripts and of composed emoji.
ALLOWED_FORMAT = {"\u200c", "\u200d"}
INVISIBLE = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


class NameProblem(StrEnum):
    """Why a name is refused."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    INVISIBLE = "invisible"
    NO_LETTER = "no_letter"


def tidy(name: str) -> str:
    """The name in composed form, trimmed, with single spaces."""
    words = unicodedata.normalize("NFC", name).strip().replace("\u00a0", " ").split(" ")
    return " ".join(word for word in words if word)


def problem_of(name: str) -> NameProblem | None:
    """What is wrong with a tidied name, or None."""
    if not name:
        return NameProblem.EMPTY
    if len(name) > LONGEST:
        return NameProblem.TOO_LONG
    if any(unicodedata.category(sign) in INVISIBLE and sign not in ALLOWED_FORMAT for sign in name):
        return NameProblem.INVISIBLE
    if not any(sign.isalpha() for sign in name):
        return NameProblem.NO_LETTER
    return None
