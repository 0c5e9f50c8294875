"""Who may waive what for whom.

What is promised:

- **Nobody waives for themselves**, whatever their roles, nor ends a waiver of their own.
- Only a validator or a manager of the house, or the installation's administrator, waives there.
- A waiver says why, and what was seen.
- What was done needs no waiver.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

WAIVING_ROLES = frozenset({"validator", "manager"})


class Obstacle(StrEnum):
    """Why a waiver is not granted or not ended."""

    OWN = "own"
    NOT_STAFF = "not_staff"
    NO_REASON = "no_reason"
    NO_EVIDENCE = "no_evidence"
    DONE = "done"


def obstacles_to_decide(
    *, learner_id: int, actor_id: int, roles: Collection[str], is_administrator: bool
) -> tuple[Obstacle, ...]:
    """Why this person may neither grant nor end a waiver of the learner; empty when they may.

    ``roles`` are theirs, today, in the house.
    """
    found = []
    if learner_id == actor_id:
        found.append(Obstacle.OWN)
    if not is_administrator and not WAIVING_ROLES & set(roles):
        found.append(Obstacle.NOT_STAFF)
    return tuple(found)


def obstacles_to_grant(*, reason: str, evidence: str, is_done: bool) -> tuple[Obstacle, ...]:
    """Why this waiver cannot be granted as it is written; empty when it can."""
    found = []
    if not reason.strip():
        found.append(Obstacle.NO_REASON)
    if not evidence.strip():
        found.append(Obstacle.NO_EVIDENCE)
    if is_done:
        found.append(Obstacle.DONE)
    return tuple(found)
