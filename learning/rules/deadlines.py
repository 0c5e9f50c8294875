"""Where somebody stands before a deadline.

What is promised: done is done, however late; what is not done is late from the very moment due, soon during the days
before, and ahead until then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

SOON = timedelta(days=7)


class Standing(StrEnum):
    """How a deadline looks today."""

    DONE = "done"
    LATE = "late"
    SOON = "soon"
    AHEAD = "ahead"


def standing(*, due_at: datetime, now: datetime, is_done: bool) -> Standing:
    """How this deadline looks now."""
    if is_done:
        return Standing.DONE
    if due_at <= now:
        return Standing.LATE
    return Standing.SOON if due_at - now <= SOON else Standing.AHEAD


def worst(standings: Iterable[Standing]) -> Standing | None:
    """The one to look at first among several; None where there is no deadline."""
    order = [Standing.LATE, Standing.SOON, Standing.AHEAD, Standing.DONE]
    return min(standings, key=order.index, default=None)
