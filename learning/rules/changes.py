"""What a change of substance means to somebody.

What is promised:

- **Somebody who is studying is told of every change made since they enrolled**, until they have done the step since.
- **What was finished before a change is of the older version**, and says so; it stands all the same.
- A change before one enrolled is nobody's news.

Moments are anything that orders.
"""

from __future__ import annotations

from typing import Any


def is_news(*, changed_at: Any, enrolled_at: Any, done_at: Any = None, finished_at: Any = None) -> bool:
    """Whether this change is to be told to somebody who studies. ``done_at``: when they did the step it changed."""
    if changed_at <= enrolled_at:
        return False
    if finished_at is not None:
        return changed_at > finished_at
    return done_at is None or changed_at > done_at


def is_older(*, finished_at: Any, changed_at: Any) -> bool:
    """Whether what was finished then is of the version before this change."""
    return changed_at > finished_at
