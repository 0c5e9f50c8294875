"""Whole pages kept for anonymous visitors, and what a change of content makes stale.

An entry is the response to one address (host, path), as one of the six ways of reading shows it (`cms.display`), for
somebody without a session: every anonymous visitor who reads so gets the same bytes. Publishing, moving or unpublishing
removes what shows the page: itself, what is above it, below it and beside it. A change of menus, settings or structure
removes everything, by changing the generation that is part of each key. A page rendered while content changed is not
kept: the stamp it started with is no longer the present one.
"""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page, Site

from cms.display import EVERY_DISPLAY, display_of
from cms.freshness import Stamp, content_changed, read_stamp, remember

SECONDS = 60 * 60


@dataclass(frozen=True)
class KeptPage:
    """A response as kept: its bytes plain and compressed, and its headers."""

    content: bytes
    compressed: bytes
    headers: tuple[tuple[str, str], ...]

    def response(self, *, accepts_gzip: bool) -> HttpResponse:
        response = HttpResponse(self.compressed if accepts_gzip else self.content)
        for name, value in self.headers:
            response[name] = value
        if accepts_gzip:
            response["Content-Encoding"] = "gzip"
        return response


def hosts() -> frozenset[str]:
    """The hosts under which pages are kept: those of the sites and those that the installation is told to answer to.

    A request may name any port of them, and a pattern of ALLOWED_HOSTS allows names without number: a page kept under
    each would let a stranger fill the cache. Costs no query once found.
    """
    return remember("kept hosts", _hosts)


def _hosts() -> frozenset[str]:
    ports = {"", settings.PORT}
    named = {host.lower() for host in settings.ALLOWED_HOSTS if not host.startswith((".", "*"))}
    found = {(name, port) for name in named for port in ports}
    for hostname, port in Site.objects.values_list("hostname", "port"):
        found |= {(hostname.lower(), known) for known in (*ports, port)}
    return frozenset(f"{name}:{port}" if port else name for name, port in found)


def page_key(generation: str, host: str, path: str, display: str = "") -> str:
    # A checksum keeps the key short and of plain characters whatever the address.
    sum_ = f"{zlib.crc32(path.encode()):08x}"
    return f"page:{generation}:{display}:{host}:{sum_}:{len(path)}:{path[-80:].encode().hex()}"


def _key(request: HttpRequest, generation: str) -> str:
    return page_key(generation, request.get_host(), request.path, display_of(request).code)


def look_up(request: HttpRequest, generation: str) -> KeptPage | None:
    return cache.get(_key(request, generation))


def keep(request: HttpRequest, response: HttpResponse, started_with: Stamp) -> None:
    """Keep this response, unless content changed since the page began to be made."""
    if read_stamp() != started_with:
        return
    headers = tuple((name, value) for name, value in response.items() if name.lower() != "content-length")
    kept = KeptPage(response.content, gzip.compress(response.content, 6, mtime=0), headers)
    cache.set(_key(request, started_with.generation), kept, SECONDS)


def purge_everything() -> None:
    """Make every kept page stale: for menus, settings, sites and structures."""
    content_changed(everything=True)


def purge_around(page: Page) -> None:
    """Remove what shows this page: itself, above, below and beside it. Costs one query."""
    content_changed()
    shown_in = (
        Page.objects.ancestor_of(page, inclusive=True)
        | Page.objects.descendant_of(page)
        | Page.objects.sibling_of(page)
    )
    url_paths = shown_in.values_list("url_path", flat=True)
    # url_path begins with the slug of the root page, which the address leaves out: /home/news/ is served at /news/.
    addresses = {"/" + path.strip("/").partition("/")[2] for path in url_paths}
    generation = read_stamp().generation
    # A list: Redis refuses to delete nothing, and Django cannot tell that a generator is empty.
    cache.delete_many(
        [
            page_key(generation, host, address.rstrip("/") + "/", display)
            for host in hosts()
            for address in addresses
            for display in EVERY_DISPLAY
        ]
    )
