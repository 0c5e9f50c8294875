"""How a document is numbered: who issued it, what it is, the year, its rank.

Ranks are given without a gap by structure, kind and year (`certification.actions.take_number`). A
certificate is VAL-2026-0147; other kinds carry a mark: VAL-AS-2026-00012. Past the width a rank simply
takes more digits.
"""

from __future__ import annotations

import re

DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]\s*")
NUMBER = re.compile(r"[A-Z0-9]{2,8}(-[A-Z]{2})?-[0-9]{4}-[0-9]{4,9}")


def document_number(*, prefix: str, mark: str, year: int, rank: int, width: int) -> str:
    """The number printed on a document. Raises ValueError where a rank is not one."""
    if rank < 1:
        raise ValueError(f"Ranks begin at 1, not {rank}.")
    return "-".join(part for part in (prefix, mark, str(year), f"{rank:0{width}}") if part)


def tidy_number(typed: str) -> str:
    """A number as somebody typed it, in the form it is kept in; empty when it cannot be one."""
    number = DASHES.sub("-", typed.strip().upper())
    return number if NUMBER.fullmatch(number) else ""
