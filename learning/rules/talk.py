"""Who may do what with a question to the trainer, and how words are tidied.

What is promised: nothing is said in a closed thread but by opening it again; nobody answers, for the team, their own
question; a message is never empty.
"""

from __future__ import annotations

import re
from enum import StrEnum

LONGEST, LONGEST_QUOTE = 4000, 500


class Refusal(StrEnum):
    """Why a message is not kept."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    CLOSED = "closed"
    OWN = "own"
    TOO_MANY = "too_many"


def tidy(text: str) -> str:
    """Plain words: without invisible controls, with one way of ending lines and at most one empty line in a row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(letter for letter in text if letter in "\n\t" or letter.isprintable())
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def refusal_of_message(
    *, text: str, is_closed: bool = False, is_from_team: bool = False, is_own: bool = False
) -> Refusal | None:
    """Why these tidied words cannot be said here; None when they can."""
    if is_closed:
        return Refusal.CLOSED
    if is_from_team and is_own:
        return Refusal.OWN
    if not text:
        return Refusal.EMPTY
    return Refusal.TOO_LONG if len(text) > LONGEST else None


def state_after(*, is_from_team: bool, is_from_author: bool, state: str) -> str:
    """Where a thread stands once something is said in it: the team answers, its author asks again."""
    if is_from_team:
        return "answered"
    return "open" if is_from_author else state
