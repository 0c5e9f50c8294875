"""Answers about documents, kept for the next stranger who asks the same.

An answer is kept under everything that it says and that may change: the row's own columns (status, reason, holder as
shown, last day, what replaced it), the day, the content of the site (`cms.freshness`), the host and the way of reading.
The row is read at each request, in one query: a document revoked, replaced or erased has another key from the moment it
is committed, and nothing has to be purged. Only strangers get kept answers: no session, no message. The minute of the
verification is filled in each time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import mark_safe

from certification.models import Credential
from cms import freshness, page_cache
from cms.display import display_of

#: A belt: whatever else an answer depends on shows after that long at the latest.
SECONDS = 10 * 60
#: Every column that an answer may show and that may change. `frozen` only does while the document is being made.
COLUMNS = (
    *("pk", "status", "holder_shown", "holder_name", "expires_on", "issued_at", "sha256"),
    *("revoked_at", "revoked_reason", "replaced_by_id", "renewed_by_id"),
)
#: Stands in a kept page for the minute of the verification. No name passes for it: theirs are escaped.
MINUTE = mark_safe("<!--minute-->")


@dataclass(frozen=True)
class State:
    """What an answer rests on: the same state, the same answer."""

    digest: str
    settled: bool  # its file is made: its words never change again


def state_of(**document: str) -> State | None:
    """The state of the document of this `public_id`, or other column; None where there is none. Costs one query."""
    row = Credential.objects.filter(**document).values(*COLUMNS).first()
    if row is None:
        return None
    on = (timezone.localdate(), freshness.stamp(), sorted(row.items()))
    return State(
        digest=sha256(repr(on).encode()).hexdigest(),
        settled=row["status"] != Credential.Status.PENDING,
    )


def by_a_stranger(request: HttpRequest) -> bool:
    """Whether the answer names nobody but the document's holder: the person asking is not known here."""
    known = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name} & request.COOKIES.keys()
    return not known and request.get_host() in page_cache.hosts()


def kept_page(
    request: HttpRequest, state: State, minute: str, make: Callable[[str], HttpResponse]
) -> HttpResponse:
    """The page of this state for this request, made by `make(minute)` where no stranger asked before."""
    if not state.settled or not by_a_stranger(request):
        return make(minute)
    key = f"verification:{state.digest}:{display_of(request).code}:{request.get_host()}"
    page = cache.get(key)
    if page is None:
        page = make(MINUTE).content
        cache.set(key, page, SECONDS)
    return HttpResponse(page.replace(MINUTE.encode(), minute.encode()))
