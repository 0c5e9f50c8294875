"""What is kept in memory until content changes.

One stamp, in the shared cache, says which content the site shows. Whatever was worked out from content (the page of an
address, menus, a module's outline, a rendered lesson) is kept by each process under that stamp, and forgotten by all of
them as soon as any change raises it. Personal data is never kept here.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from contextvars import ContextVar
from threading import Lock
from typing import Any, NamedTuple, TypeVar
from uuid import uuid4

from django.core.cache import cache

KEY = "content:stamp"
ENTRIES = 4000
SECONDS = 300  # a belt: a change that told nobody (a restored backup) shows after this long at the latest

T = TypeVar("T")


class Stamp(NamedTuple):
    """`generation` changes when every kept page is stale, `change` with any change of content."""

    generation: str
    change: str


_of_this_request: ContextVar[Stamp | None] = ContextVar("stamp", default=None)


def read_stamp() -> Stamp:
    """The present stamp, from the shared cache; a new one when the cache was emptied."""
    kept = cache.get(KEY)
    if kept is None:
        kept = Stamp(uuid4().hex, uuid4().hex)
        # `add`: of two processes that find none at once, both use the first one's.
        if not cache.add(KEY, kept, None):
            kept = cache.get(KEY) or kept
    return Stamp(*kept)


def begin_request() -> Stamp:
    """Read the stamp once for a whole request."""
    stamp = read_stamp()
    _of_this_request.set(stamp)
    return stamp


def stamp() -> Stamp:
    """The stamp of this request; outside a request, the present one."""
    return _of_this_request.get() or read_stamp()


def end_request() -> None:
    _of_this_request.set(None)


def content_changed(*, everything: bool = False) -> None:
    """Forget what was worked out from content, in every process; with `everything`, all kept pages too."""
    present = read_stamp()
    new = Stamp(uuid4().hex if everything else present.generation, uuid4().hex)
    cache.set(KEY, new, None)
    if _of_this_request.get() is not None:
        _of_this_request.set(new)


_kept: OrderedDict[Hashable, tuple[str, float, Any]] = OrderedDict()
_lock = Lock()


def remember(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` returns, made once per process until content changes. Treat it as read-only: it is shared."""
    change, now = stamp().change, time.monotonic()
    found = _kept.get(key)
    if found is not None and found[0] == change and found[1] > now:
        return found[2]
    value = make()
    with _lock:
        _kept[key] = (change, now + SECONDS, value)
        _kept.move_to_end(key)
        while len(_kept) > ENTRIES:
            _kept.popitem(last=False)
    return value
