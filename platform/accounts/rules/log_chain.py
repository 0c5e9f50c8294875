"""How one line of the log is bound to the line before it.

Each line's hash covers the hash of the line before and all that the line says, so that a line changed, dropped or
slipped in later breaks every hash after it.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

GENESIS = "0" * 64
"""What the first line of a chain follows."""


def chained_hash(*, previous: str, facts: Mapping[str, Any]) -> str:
    """The SHA-256, in hexadecimal, of the previous hash and these facts in one canonical form."""
    canonical = json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def first_break(
    lines: Iterable[tuple[str, str, Mapping[str, Any]]], *, head: str | None = None
) -> int | None:
    """The position (from 0) of the first line that does not follow from the one before, or None.

    Each line is (previous hash, hash, facts), oldest first. With ``head``, the hash kept as the last one, lines dropped
    from the end are found too: the position is then that of the line that should have come.
    """
    expected, position = GENESIS, -1
    for position, (previous, this, facts) in enumerate(lines):
        if previous != expected or chained_hash(previous=previous, facts=facts) != this:
            return position
        expected = this
    return position + 1 if head is not None and head != expected else None
