"""Who may verify a word for the house, what a verification takes, and how long it holds.

- a volunteer submits a word that confirms their mission as it is today; they take it back as long as nothing is decided
- who verifies is validator or manager of the house now; never the volunteer, nor who gave the word, with any account
- what is verified is that the association exists and that the officer held their office in the years of the mission,
  each with where that was looked at: neither the work nor the competencies, which stay the association's word
- a tie between the volunteer and the officer is declared beside the decision; who has one leaves it to somebody else
- a refusal gives its reason; the same word may be submitted again, a few times
- a verification is of one word: once the mission says something else, or another word came, it is on an older version
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum

VERIFYING_ROLES = frozenset({"validator", "manager"})
#: How often one word is decided on: after that, another one is asked for.
MOST_DECIDED = 3


class Problem(StrEnum):
    """Why a word is not submitted, or a decision not taken."""

    NOT_ATTESTED = "not_attested"
    OLDER_VERSION = "older_version"
    VERIFIED_ALREADY = "verified_already"
    TOO_OFTEN = "too_often"
    TAKEN_BACK = "taken_back"
    DECIDED_ALREADY = "decided_already"
    OWN_TIE = "own_tie"
    NO_TIE_SAID = "no_tie_said"
    NO_TIE_WORDS = "no_tie_words"
    NOT_ALL_SEEN = "not_all_seen"
    NO_SOURCE = "no_source"
    NO_REASON = "no_reason"


class Obstacle(StrEnum):
    """Why somebody may not verify this word."""

    NOT_STAFF = "not_staff"
    VOLUNTEER = "volunteer"
    OFFICER = "officer"


class Tie(StrEnum):
    """What is known of a conflict of interest."""

    NONE = "none"
    DECLARED = "declared"  # between the volunteer and the officer
    OWN = "own"  # of who verifies, with one of them


def problem_with_submitting(*, attested: bool, current: bool, verified: bool, decided: int) -> Problem | None:
    """Why this word may not be submitted now; None when it may. `decided`: how often it was decided on."""
    if not attested:
        return Problem.NOT_ATTESTED
    if not current:
        return Problem.OLDER_VERSION
    if verified:
        return Problem.VERIFIED_ALREADY
    return Problem.TOO_OFTEN if decided >= MOST_DECIDED else None


def obstacles(*, roles: Collection[str], is_volunteer: bool, is_officer: bool) -> tuple[Obstacle, ...]:
    """Why this person may not verify; empty when they may. `roles` are theirs, today, in the house."""
    found = []
    if not VERIFYING_ROLES & set(roles):
        found.append(Obstacle.NOT_STAFF)
    if is_volunteer:
        found.append(Obstacle.VOLUNTEER)
    if is_officer:
        found.append(Obstacle.OFFICER)
    return tuple(found)


def problem_with_closed(state: str) -> Problem | None:
    """Why nothing is decided any more in this state; None where it waits."""
    if state == "submitted":
        return None
    return Problem.TAKEN_BACK if state == "withdrawn" else Problem.DECIDED_ALREADY


def problem_with_decision(
    *,
    verified: bool,
    association_exists: bool,
    association_source: str,
    office_held: bool,
    office_source: str,
    tie: str,
    tie_words: str,
    reason: str,
) -> Problem | None:
    """What is wrong with a decision; None when nothing is.

    What is ticked has its source, whatever is decided; what is verified has both ticked.
    """
    if tie == Tie.OWN:
        return Problem.OWN_TIE
    if tie not in (Tie.NONE, Tie.DECLARED):
        return Problem.NO_TIE_SAID
    if tie == Tie.DECLARED and not tie_words.strip():
        return Problem.NO_TIE_WORDS
    if verified and not (association_exists and office_held):
        return Problem.NOT_ALL_SEEN
    if (association_exists and not association_source.strip()) or (office_held and not office_source.strip()):
        return Problem.NO_SOURCE
    return None if verified or reason.strip() else Problem.NO_REASON


def holds(*, word_is_current: bool, submitted_at: datetime, answered: Collection[datetime]) -> bool:
    """Whether a verification is of what the mission says today. `answered`: when each word on the mission was given.

    A word that came since the submission was not looked at, so it leaves the verification behind.
    """
    return word_is_current and all(at <= submitted_at for at in answered)
