"""How often one person may try something."""

from __future__ import annotations

from django.core.cache import cache


def may_try(what: str, who: int, *, most: int, seconds: int) -> bool:
    """Whether this is among the first ``most`` tries of this person in so many seconds; counts it."""
    key = f"throttle:{what}:{who}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:
        # It ran out between the two lines: a first try again.
        return True
