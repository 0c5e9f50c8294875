"""How words are compared in a search: accents, capitals, apostrophes and plurals make no difference.

What is promised: "comptabilite" finds "Comptabilité", "COMPTES" finds "compte", "l'emploi" finds "l’emploi". Short
words that every sentence holds ("de", "la"…) are dropped, unless there is nothing else.
"""

from __future__ import annotations

import re
from unicodedata import category, normalize

# Nobody searches for these, and every module holds them.
EMPTY_WORDS = frozenset(
    "a au aux avec ce ces dans de des du en et la le les leur nos notre ou par pour sa se ses sur un une".split()
)
MOST_TERMS = 8


def folded(text: str) -> str:
    """The text without accents or capitals, its words separated by one space."""
    spread = normalize(
        "NFKD", text.replace("œ", "oe").replace("Œ", "OE").replace("æ", "ae").replace("Æ", "AE")
    )
    plain = "".join(letter for letter in spread if category(letter) != "Mn")
    return " ".join(re.findall(r"[a-z0-9]+", plain.casefold()))


def search_terms(query: str) -> list[str]:
    """The words of a query that a text must hold, folded and in the singular. At most eight."""
    words = folded(query).split()
    telling = [word for word in words if word not in EMPTY_WORDS and len(word) > 1] or words
    return list(dict.fromkeys(_singular(word) for word in telling))[:MOST_TERMS]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word
