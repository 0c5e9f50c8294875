"""When to write to somebody who has been away.

What is promised:

- **A whole week passes between two letters**, over all of somebody's modules.
- **After four letters without a sign, silence**: doing anything starts the count anew.
- **The group's delay is followed**, the shortest where there are several; a group that never writes is heard, unless
  another of theirs does. Without a group, fourteen days.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

WITHOUT_GROUP = 14
A_WEEK = timedelta(days=7)
MOST = 4


def days_before_writing(group_delays: Sequence[int | None]) -> int | None:
    """After how many days without activity somebody is written to; None for never."""
    if not group_delays:
        return WITHOUT_GROUP
    return min((days for days in group_delays if days is not None), default=None)


def is_due(
    *, now: datetime, last_active_at: datetime, after_days: int | None, written_at: Sequence[datetime]
) -> bool:
    """Whether to write today; ``written_at`` are the letters already written, in any order."""
    if after_days is None or now - last_active_at < timedelta(days=after_days):
        return False
    if any(now - at < A_WEEK for at in written_at):
        return False
    return sum(at > last_active_at for at in written_at) < MOST
