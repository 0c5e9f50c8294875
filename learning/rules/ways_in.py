"""Who may enter a module or a group, by which way.

What is promised:

- **Only an open module is entered by oneself.** The other ways in (an invitation, a key, an approval, a rule, a list, a
  group, the team's hand) enter any module: somebody of the team opened them.
- **An invitation serves while it is neither withdrawn nor expired nor used up**; its last minute is not included.
- **A group takes people until its last day, included**, while it is not closed and has a place left.
- **Nobody decides on their own request**, and a refusal carries a reason.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

OPEN, APPROVAL, INVITATION = "open", "approval", "invitation"
BY_ONESELF = "self"


class Refusal(StrEnum):
    """Why a way in does not open."""

    NEEDS_APPROVAL = "needs_approval"
    NEEDS_INVITATION = "needs_invitation"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    USED_UP = "used_up"
    CLOSED = "closed"
    ENDED = "ended"
    FULL = "full"
    OFFLINE = "offline"
    OWN_REQUEST = "own_request"
    DECIDED = "decided"
    NO_REASON = "no_reason"
    NOT_ASKED = "not_asked"


def refusal_to_enter(*, policy: str, source: str) -> Refusal | None:
    """Why this way does not open a module of this policy; None when it does."""
    if source != BY_ONESELF or policy == OPEN:
        return None
    return Refusal.NEEDS_APPROVAL if policy == APPROVAL else Refusal.NEEDS_INVITATION


def refusal_of_invitation(
    *, withdrawn: bool, expires_at: datetime, now: datetime, uses: int, most_uses: int | None
) -> Refusal | None:
    """Why an invitation no longer serves somebody new; None when it does."""
    if withdrawn:
        return Refusal.WITHDRAWN
    if expires_at <= now:
        return Refusal.EXPIRED
    return Refusal.USED_UP if most_uses is not None and uses >= most_uses else None


def refusal_of_group(
    *, closed: bool, ends_on: date | None, today: date, members: int, capacity: int | None
) -> Refusal | None:
    """Why a group takes nobody more; None when it does."""
    if closed:
        return Refusal.CLOSED
    if ends_on is not None and ends_on < today:
        return Refusal.ENDED
    return Refusal.FULL if capacity is not None and members >= capacity else None


def refusal_to_decide(*, is_own: bool, is_waiting: bool, accepts: bool, reason: str) -> Refusal | None:
    """Why a request is not decided so by this person; None when it is."""
    if is_own:
        return Refusal.OWN_REQUEST
    if not is_waiting:
        return Refusal.DECIDED
    return None if accepts or reason.strip() else Refusal.NO_REASON


def rule_applies(*, profile: str, email_domain: str, person_profile: str, addresses: list[str]) -> bool:
    """Whether a rule is about this person: all that it asks for; one that asks for nothing is about everybody.

    ``addresses`` are those that were confirmed. A domain also covers what is under it: valmont.fr, mairie.valmont.fr.
    """
    domain = email_domain.strip().lower().lstrip("@")
    if profile and profile != person_profile:
        return False
    ends = [address.lower().rpartition("@")[2] for address in addresses]
    return not domain or any(end == domain or end.endswith(f".{domain}") for end in ends)
