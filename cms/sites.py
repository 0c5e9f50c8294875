"""Which site, hence which house, a request is for; an ordinary page asks nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Site

from accounts.models import Structure
from cms.freshness import remember

if TYPE_CHECKING:
    from django.http import HttpRequest
    from wagtail.models import Page


def _find(request: HttpRequest) -> tuple[Site | None, Structure | None]:
    site = Site.find_for_request(request)
    if site is None:
        return None, None
    site.root_page = site.root_page.specific
    return site, Structure.objects.filter(site=site).first()


def attach_site(request: HttpRequest) -> None:
    """Give the request its Wagtail site and structure. Costs no query once they were found.

    `Site.find_for_request` then finds the site already there; its root page comes along, ready to route.
    """
    request._wagtail_site, request._structure = remember(
        ("site", request._get_raw_host(), request.get_port()), lambda: _find(request)
    )
    # Where Wagtail keeps them for the addresses of a request's pages.
    request._wagtail_cached_site_root_paths = remember("site root paths", Site.get_site_root_paths)


def structure_of(request: HttpRequest) -> Structure | None:
    """The structure whose site this request is for, or None before any is set up."""
    if not hasattr(request, "_structure"):
        attach_site(request)
    return request._structure


def is_here(request: HttpRequest, page: Page) -> bool:
    """Whether the page stands on the site that the request is for: a house answers for its own pages only."""
    site = Site.find_for_request(request)
    return site is not None and page.path.startswith(site.root_page.path)
