"""What of a record is shown by a link, for how long, and what its address is worth.

- a page shows what its owner ticked, and nothing else: at least one mission or one competency; what shows a mission
  goes with that mission only;
- it is short: one screen of a phone after the other is read to its end, a whole record is not;
- it lasts 7, 30 or 90 days, then opens nothing; its owner closes it whenever they like, or gives it another address,
  and the one before opens nothing any more;
- few are open at once: whoever shares everything everywhere no longer knows who reads it;
- who reads it is told why an address is closed, and nothing of the person.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from html import escape
from typing import Any

#: Days that a page may last.
DAYS = (7, 30, 90)
#: Pages of one person that are open at once.
MOST_OPEN = 10
#: What a page may weigh beside its frame, in bytes; and what each thing listed adds to its words.
MOST_BYTES, BYTES_EACH = 14_000, 300
#: How long an address says why it is closed, from the day its page would have ended.
TOLD_FOR = timedelta(days=365)


class Problem(StrEnum):
    """Why a page is not shared."""

    NOTHING = "nothing"
    GONE = "gone"
    ALONE = "alone"
    DAYS = "days"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"


class Address(StrEnum):
    """What the address of a page is worth now."""

    OPEN = "open"
    CLOSED = "closed"
    REPLACED = "replaced"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def worth(*, closed: bool, replaced: bool, expires_at: datetime, now: datetime) -> Address:
    """What an address is worth now. Closed by its owner comes first: that is what they said."""
    if closed:
        return Address.CLOSED
    if now >= expires_at:
        return Address.EXPIRED
    return Address.REPLACED if replaced else Address.OPEN


def problem_with_choice(
    *, missions: Collection[int], claims: Collection[int], evidence: Mapping[int, int | None], days: int
) -> Problem | None:
    """What is wrong with what was ticked; None when nothing is.

    `evidence`: what shows a mission, with the mission that it shows, or None where it is no longer there.
    """
    if days not in DAYS:
        return Problem.DAYS
    if None in evidence.values():
        return Problem.GONE
    if not missions and not claims:
        return Problem.NOTHING
    return None if set(evidence.values()) <= set(missions) else Problem.ALONE


def problem_with_page(*, shown: Mapping[str, Any], open_now: int) -> Problem | None:
    """Why a page that says this is not shared; None when it is. `open_now`: the person's pages that are open."""
    if open_now >= MOST_OPEN:
        return Problem.TOO_MANY
    return Problem.TOO_LONG if weight(shown) > MOST_BYTES else None


def weight(value: Any) -> int:
    """What these words weigh on a page, in bytes, with what stands around each thing listed."""
    if isinstance(value, str):
        return len(escape(value).encode())
    if isinstance(value, Mapping):
        return BYTES_EACH + sum(weight(one) for one in value.values())
    return sum(weight(one) for one in value) if isinstance(value, list) else 0


def initials(name: str) -> str:
    """The name as initials: “Jean-Paul Martin” is “J.-P. M.”. Signs that begin no word count for nothing."""
    words = ["-".join(_initials_of(part)) for part in name.split()]
    return " ".join(word for word in words if word)


def _initials_of(word: str) -> list[str]:
    """The initials of one word, of both halves where it is double."""
    letters = [next((one for one in half if one.isalnum()), "") for half in word.split("-")]
    return [f"{one.upper()}." for one in letters if one]
