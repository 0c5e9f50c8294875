"""When a mail that could not be delivered is tried again.

Guarantees: the first tries come soon (a server that restarts), then each wait doubles up to six hours; twenty tries
span about three days, longer than a weekend.
"""

from datetime import timedelta

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=6)


def wait_after(tries: int) -> timedelta:
    """How long to wait after this many tries in vain (1 is the first)."""
    return min(FIRST_WAIT * 2 ** min(tries - 1, 20), LONGEST_WAIT)
