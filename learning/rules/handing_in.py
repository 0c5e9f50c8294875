"""When work may be handed in, and whether it is late.

What is promised: a group's own deadline comes before the days counted from the enrolment. Only the first time has a
deadline: who was asked to complete their work is never late for it. Work that comes late is refused only where the
author says so, and even then the draft is kept. Nothing but a refusal of the author's making ever closes the door on
what a person has written.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

ACCEPT, MARK, REFUSE = "accept", "mark", "refuse"
DRAFT, HANDED_IN, TO_REDO, ACCEPTED = "draft", "handed_in", "to_redo", "accepted"


class Refusal(StrEnum):
    """Why work is not taken."""

    EMPTY = "empty"
    TOO_LATE = "too_late"
    WAITING = "waiting"
    ALREADY_ACCEPTED = "already_accepted"
    NONE_LEFT = "none_left"


def due_moment(
    *, number: int, group_due_at: datetime | None, enrolled_at: datetime, due_days: int | None
) -> datetime | None:
    """By when this one is to be handed in; None where nothing presses."""
    if number > 1:
        return None
    if group_due_at is not None:
        return group_due_at
    return enrolled_at + timedelta(days=due_days) if due_days is not None else None


def is_late(*, due_at: datetime | None, now: datetime, policy: str) -> bool:
    """Whether work handed in now is marked as late."""
    return policy == MARK and due_at is not None and now > due_at


def refusal_to_write(*, last_state: str | None, last_number: int, resubmissions: int) -> Refusal | None:
    """Why nothing may be written now; None when it may. ``resubmissions`` is 0 where there is no limit."""
    if last_state == HANDED_IN:
        return Refusal.WAITING
    if last_state == ACCEPTED:
        return Refusal.ALREADY_ACCEPTED
    if last_state == TO_REDO and is_last(number=last_number, resubmissions=resubmissions):
        return Refusal.NONE_LEFT
    return None


def refusal_to_hand_in(
    *, has_text: bool, file_count: int, due_at: datetime | None, now: datetime, policy: str
) -> Refusal | None:
    """Why this draft may not be handed in now; None when it may."""
    if not has_text and not file_count:
        return Refusal.EMPTY
    if policy == REFUSE and due_at is not None and now > due_at:
        return Refusal.TOO_LATE
    return None


def is_last(*, number: int, resubmissions: int) -> bool:
    """Whether work handed in for the ``number``th time may not be handed in again."""
    return resubmissions > 0 and number > resubmissions
