"""Who may give the association's word on a mission, what their link and code are worth, and what a word is.

- the word is somebody else's than the volunteer's: none of the volunteer's addresses reaches the mailbox, whatever the
  capitals, the “+label”, or the dots where dots count for nothing; nor does one that only looks alike, and the names
  differ, accents and look-alike letters aside. Letting one honest officer write another address costs a minute;
- a mission is attested once it is told; a few people are asked at a time, and a few letters are sent a day;
- a link serves until its word is given, until its last moment, unless it was withdrawn; it opens nothing without the
  code sent to the address that it is bound to: six digits, for a quarter of an hour, five tries;
- each competency is confirmed at the level declared, at another one, or not at all; who does not confirm the mission
  says why;
- an officer who stays silent is reminded twice;
- a word is on what was read: once the mission says something else, it is the word on an older version.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

#: How long a link serves, and when its officer is reminded, from the first letter on.
LINK_LASTS = timedelta(days=30)
REMINDED_AFTER = (timedelta(days=7), timedelta(days=18))
#: People asked at once about one mission, and requests one volunteer sends within `ASKED_WITHIN`.
MOST_AWAITED, MOST_ASKED, ASKED_WITHIN = 5, 8, timedelta(days=1)
CODE_LASTS, CODE_TRIES, CODE_EVERY, MOST_CODES = timedelta(minutes=15), 5, timedelta(minutes=1), 10
LEVELS = (1, 2, 3, 4)


class Problem(StrEnum):
    """Why somebody is not asked, or a word not taken."""

    NOT_TOLD = "not_told"
    NO_NAME = "no_name"
    NO_OFFICE = "no_office"
    OWN_WORD = "own_word"
    TOO_MANY = "too_many"
    TOO_OFTEN = "too_often"
    NO_ANSWER = "no_answer"
    NO_REASON = "no_reason"


class Link(StrEnum):
    """What an officer's link is worth now."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    ERASED = "erased"  # the volunteer closed their account
    UNKNOWN = "unknown"


class Trust(StrEnum):
    """What stands behind something that a volunteer claims. What a house verifies will come above it."""

    DECLARED = "declared"
    ATTESTED = "attested"


class Code(StrEnum):
    """What a code that was typed is worth, or why none is sent."""

    RIGHT = "right"
    WRONG = "wrong"
    STALE = "stale"  # none was sent, or it has had its time or its tries
    TOO_SOON = "too_soon"
    TOO_MANY = "too_many"


# --- Never one's own word ------------------------------------------------------------------------------

#: Letters of other alphabets, and digits, that pass for a Latin one. What is read aloud alike is not in it.
LOOK_ALIKE = str.maketrans(
    {
        **dict(zip("абвгеёзіїјкмнорстухѕԛԝһӏ", "abbreezlljkmhopctyxsqwhl", strict=True)),
        **dict(zip("αβεικνορτυχγ", "abelkvoptuxy", strict=True)),
        **dict(zip("օոսհց", "onuhg", strict=True)),
        **dict(zip("013589|!", "olessgll", strict=True)),
        "i": "l",
        "ı": "l",
        "ø": "o",
        "đ": "d",
        "ł": "l",
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
    }
)
DOTS_FOR_NOTHING = frozenset({"gmail.com", "googlemail.com"})


def skeleton(text: str) -> str:
    """The text as a hasty eye reads it: without accents nor capitals, look-alike letters made one."""
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    seen = "".join(one for one in flat if unicodedata.category(one) not in ("Mn", "Cf"))
    return seen.translate(LOOK_ALIKE).replace("rn", "m").replace("vv", "w")


def mailbox(address: str) -> str:
    """The mailbox that an address reaches, as a hasty eye reads it: no “+label”, no dots that count for nothing."""
    local, at, domain = unicodedata.normalize("NFKC", address).strip().casefold().rpartition("@")
    try:
        domain = domain.encode("ascii").decode("idna")
    except UnicodeError:
        pass  # written in its own letters already, or no name at all
    local = local.partition("+")[0]
    if domain in DOTS_FOR_NOTHING:
        local, domain = local.replace(".", ""), "gmail.com"
    return skeleton(f"{local}{at}{domain}")


def called(name: str) -> tuple[str, ...]:
    """The words of a name, in no order: first and last name are swapped easily."""
    words = "".join(one if one.isalnum() else " " for one in skeleton(name)).split()
    return tuple(sorted(words))


def is_the_volunteer(
    *, name: str, email: str, volunteer_name: str, volunteer_emails: Collection[str]
) -> bool:
    """Whether who is named is the volunteer, as far as a name and a mailbox tell. An empty one tells nothing."""
    own = {mailbox(address) for address in volunteer_emails if address}
    same_name = bool(called(name)) and called(name) == called(volunteer_name)
    return same_name or (bool(email) and mailbox(email) in own)


# --- Asking --------------------------------------------------------------------------------------------


def problem_with_asking(
    *, told: bool, name: str, office: str, is_own: bool, awaited: int, asked_lately: int
) -> Problem | None:
    """Why this person may not be asked now; None when they may.

    `awaited`: requests about the mission without an answer; `asked_lately`: the volunteer's within `ASKED_WITHIN`.
    """
    if not told:
        return Problem.NOT_TOLD
    if not name.strip():
        return Problem.NO_NAME
    if not office.strip():
        return Problem.NO_OFFICE
    if is_own:
        return Problem.OWN_WORD
    if awaited >= MOST_AWAITED:
        return Problem.TOO_MANY
    return Problem.TOO_OFTEN if asked_lately >= MOST_ASKED else None


def reminders_due(*, asked_at: datetime, now: datetime) -> int:
    """How many reminders an officer who stays silent should have had by now."""
    return sum(now - asked_at >= after for after in REMINDED_AFTER)


# --- The link and its code -----------------------------------------------------------------------------


def worth(*, state: str, expires_at: datetime, now: datetime) -> Link:
    """What a link is worth now, by the state of its request."""
    if state == "asked":
        return Link.EXPIRED if now >= expires_at else Link.OPEN
    if state in ("attested", "refused"):
        return Link.USED
    return Link(state)


def problem_with_sending(*, sent: int, last_sent_at: datetime | None, now: datetime) -> Code | None:
    """Why no code is sent now; None when one is. `sent`: codes of this request so far."""
    if sent >= MOST_CODES:
        return Code.TOO_MANY
    return Code.TOO_SOON if last_sent_at is not None and now - last_sent_at < CODE_EVERY else None


def code_stands(*, sent_at: datetime | None, tries: int, now: datetime) -> bool:
    """Whether the code sent last may still be tried."""
    return sent_at is not None and now - sent_at < CODE_LASTS and tries < CODE_TRIES


def masked(address: str) -> str:
    """The address for who knows it already: its first letter and where it is."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}•••{at}{domain}"


# --- The word ------------------------------------------------------------------------------------------


def problem_with_word(
    *, confirms: bool, reason: str, answers: Mapping[str, int | None], asked: Collection[str]
) -> Problem | None:
    """What is wrong with an officer's answer; None when nothing is.

    `answers`: for each competency that was asked about, the level it is confirmed at, or None.
    """
    if not confirms:
        return None if reason.strip() else Problem.NO_REASON
    known = all(level is None or level in LEVELS for level in answers.values())
    return None if known and set(answers) == set(asked) else Problem.NO_ANSWER


def decision(declared: int, confirmed: int | None) -> str:
    """What was decided of one competency: confirmed, amended to another level, or refused."""
    if confirmed is None:
        return "refused"
    return "confirmed" if confirmed == declared else "amended"


def is_current(then: Mapping[str, Any], now: Mapping[str, Any]) -> bool:
    """Whether the mission still says what was read. Facts that were not yet told apart then count for nothing."""
    return all(now.get(fact) == said for fact, said in then.items())


def trust(levels: Collection[int | None]) -> Trust:
    """What stands behind a claim, by the levels that words of today's version confirm; None for a word that does not.

    One that does not takes nothing from one that does: both are shown.
    """
    return Trust.ATTESTED if any(level is not None for level in levels) else Trust.DECLARED


def filled(declared: int, levels: Collection[int | None]) -> int:
    """How many cells of a declared level are attested: never more than the volunteer says of themselves."""
    return min(declared, max((level for level in levels if level is not None), default=0))
