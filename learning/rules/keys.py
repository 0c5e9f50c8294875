"""Keys that one reads aloud, copies from a poster and types on a phone.

What is promised: no sign is mistaken for another (no O or 0, I, L or 1, S or 5, B or 8, Z or 2, U or V), capitals,
spaces and dashes make no difference, and a key is one of more than 10¹⁰.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

SIGNS = "ACDEFGHJKMNPQRTWXY34679"
LENGTH = 8


def new_key(choose: Callable[[Sequence[str]], str]) -> str:
    """A new key as it is kept, without its dash; ``choose`` picks a sign by chance."""
    return "".join(choose(SIGNS) for _place in range(LENGTH))


def typed_key(text: str) -> str:
    """The key that somebody meant, as it is kept; nothing when it can be none."""
    key = "".join(sign for sign in text.upper() if sign.isalnum())
    return key if len(key) == LENGTH and set(key) <= set(SIGNS) else ""


def shown_key(key: str) -> str:
    """The key as one reads it, in two halves."""
    return f"{key[:4]}-{key[4:]}"
