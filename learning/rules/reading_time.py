"""How much of the time that a page says it was read is believed.

Guarantee: what is kept never grows faster than the clock on the wall after a first message of half a minute, and
never beyond four hours a day since the enrolment, however many messages are sent and whatever they say.
"""

from __future__ import annotations

BEAT_SECONDS = 30  # how often the page tells
MOST_SECONDS_A_DAY = 4 * 60 * 60


def seconds_believed(*, claimed: int, since_last: float | None, kept: int, days: int) -> int:
    """The seconds to add. ``since_last`` is the wall time since the last message, None for the first; ``kept`` what is
    there already and ``days`` the days since the enrolment, today included."""
    wall = BEAT_SECONDS if since_last is None else max(0, int(since_last))
    left = max(0, days * MOST_SECONDS_A_DAY - kept)
    return min(max(0, claimed), wall, left)
