"""What a cell of a file for spreadsheets may hold."""

from __future__ import annotations

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(cell: object) -> str:
    """The words of a cell; those that a spreadsheet would run as a formula are made text again (CSV injection)."""
    words = "" if cell is None else str(cell)
    return f"'{words}" if words.startswith(FORMULA) else words
