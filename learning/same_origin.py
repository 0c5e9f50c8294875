"""Whether a form was sent from our own pages, for the one view that cannot ask for a token.

Pages for visitors are kept whole and are the same for everybody, so they carry no token. What a visitor may send from
them writes only into their own session. Browsers say where a form comes from, and a page cannot make them lie:
`Sec-Fetch-Site` first, `Origin` where it is missing (plain http), `Referer` last.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse


def is_same_origin(request: HttpRequest) -> bool:
    """Whether nothing says that the form was sent from another site.

    A request that says nothing at all is let through: every browser that can be tricked by another site's page sends
    at least one of the three with a form, so it is no browser, and has only its own session to write to.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site == "same-origin"
    for header in ("Origin", "Referer"):
        if sent_from := request.headers.get(header):
            return _host_of(sent_from) == request.get_host()
    return True


def _host_of(address: str) -> str:
    """The host and port that an address names; none where it makes no sense."""
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def from_our_pages(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse (403) what another site's page sent."""

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if not is_same_origin(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded
