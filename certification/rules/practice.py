"""What a period of practice may say, who may appraise it, and what the tutor's link is worth.

- a period ends on or after the day it starts, and has no more days of practice than it has days;
- the tutor is somebody else than the candidate: none of the candidate's addresses reaches the tutor's mailbox, nor does
  one that differs by a “+label”, and the names differ;
- the tutor is asked once the period is over, and confirms no more days than it has;
- a link serves once, until its last moment, unless it was withdrawn; a few are sent a day at most.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from enum import StrEnum

from certification.rules.separation import mailbox

#: Links sent for one period within `LINKS_WITHIN`, at most: a tutor is no mailing list.
MOST_LINKS, LINKS_WITHIN = 3, timedelta(days=1)


class Problem(StrEnum):
    """Why a period is not kept, a tutor not asked, or an answer not taken."""

    NOT_ASKED_FOR = "not_asked_for"
    NOT_NOW = "not_now"
    ENDS_BEFORE = "ends_before"
    TOO_OLD = "too_old"
    TOO_MANY_DAYS = "too_many_days"
    NO_DAYS = "no_days"
    OWN_TUTOR = "own_tutor"
    NO_ADDRESS = "no_address"
    NOT_OVER = "not_over"
    ANSWERED = "answered"
    TOO_OFTEN = "too_often"
    NO_WORDS = "no_words"
    NO_NAME = "no_name"
    NO_SUCH_ANSWER = "no_such_answer"


class Link(StrEnum):
    """What a tutor's link is worth now."""

    OPEN = "open"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    CLOSED = "closed"  # the dossier waits for nobody's word any more
    UNKNOWN = "unknown"


def span_days(starts_on: date, ends_on: date) -> int:
    """How many days the period has, its first and last included."""
    return (ends_on - starts_on).days + 1


def problem_with_period(*, starts_on: date, ends_on: date, days: int) -> Problem | None:
    """What is wrong with these days; None when nothing is."""
    if starts_on.year < 1990:
        return Problem.TOO_OLD
    if ends_on < starts_on:
        return Problem.ENDS_BEFORE
    if days < 1:
        return Problem.NO_DAYS
    return Problem.TOO_MANY_DAYS if days > span_days(starts_on, ends_on) else None


def is_the_candidate(
    *, tutor_name: str, tutor_email: str, candidate_name: str, candidate_emails: Collection[str]
) -> bool:
    """Whether the tutor named is the candidate, as far as a name and a mailbox tell."""
    same_name = " ".join(tutor_name.split()).casefold() == " ".join(candidate_name.split()).casefold()
    own = {mailbox(address) for address in candidate_emails if address}
    return same_name or (bool(tutor_email) and mailbox(tutor_email) in own)


def problem_with_asking(
    *, state: str, tutor_email: str, ends_on: date, today: date, sent_lately: int
) -> Problem | None:
    """Why the tutor may not be written to now; None when they may. `sent_lately`: links within `LINKS_WITHIN`."""
    if state not in ("declared", "asked"):
        return Problem.ANSWERED
    if not tutor_email:
        return Problem.NO_ADDRESS
    if ends_on > today:
        return Problem.NOT_OVER
    return Problem.TOO_OFTEN if sent_lately >= MOST_LINKS else None


def worth(
    *,
    used_at: datetime | None,
    revoked_at: datetime | None,
    expires_at: datetime,
    now: datetime,
    awaited: bool,
) -> Link:
    """What a link is worth now. `awaited`: whether the dossier still waits for the tutor's word."""
    if used_at is not None:
        return Link.USED
    if revoked_at is not None:
        return Link.WITHDRAWN
    if now >= expires_at:
        return Link.EXPIRED
    return Link.OPEN if awaited else Link.CLOSED


def problem_with_word(
    *, confirms: bool, days: int | None, longest: int, appraisal: str, signed_as: str, appraisal_asked: bool
) -> Problem | None:
    """What is wrong with a tutor's answer; None when nothing is.

    Words are needed where the scheme asks for an appraisal, and to say why a period is not confirmed.
    """
    if not signed_as.strip():
        return Problem.NO_NAME
    if not appraisal.strip() and (appraisal_asked or not confirms):
        return Problem.NO_WORDS
    if not confirms:
        return None
    if days is None or days < 1:
        return Problem.NO_DAYS
    return Problem.TOO_MANY_DAYS if days > longest else None
