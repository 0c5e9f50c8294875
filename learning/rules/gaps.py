"""A text with gaps, written [[1]], [[2]]…"""

from __future__ import annotations

import re

_GAP = re.compile(r"\[\[\s*(\d{1,2})\s*\]\]")


def pieces(text: str) -> list[str | int]:
    """The text cut at its gaps: words as they stand, gaps as their number from 1."""
    cut = _GAP.split(text)
    return [int(piece) if at % 2 else piece for at, piece in enumerate(cut) if at % 2 or piece]


def numbers(text: str) -> list[int]:
    """The numbers of the gaps, in the order of the text."""
    return [int(found) for found in _GAP.findall(text)]
