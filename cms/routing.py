"""Find the page of an address without asking the database again and again."""

from __future__ import annotations

from copy import copy

from django.http import Http404
from wagtail.models import Page, PageViewRestriction
from wagtail.url_routing import RouteResult

from cms.freshness import remember


def _found(url_path: str) -> Page | None:
    """The live page of this whole path, unless its class has routes of its own."""
    page = Page.objects.filter(url_path=url_path).specific().first()
    return page if page is not None and type(page).route is Page.route else None


class ShortRouteMixin:
    """For the page at the root of a site: looks the whole path up at once.

    Wagtail asks every level for its child: a lesson three levels down costs four queries and builds four pages. The
    whole path is already stored on each page (`url_path`), so one look-up finds it, and the page is kept until content
    changes. A page class with routes of its own (a `route` method other than Wagtail's) is still asked to route, as is
    anything that is not found here.
    """

    def route(self, request, path_components):
        if path_components:
            path = f"{self.url_path}{'/'.join(path_components)}/"
            page = remember(("page", path), lambda: _found(path))
            if page is not None:
                if not page.live:
                    raise Http404
                # A copy: what one request hangs on its page is not the next one's.
                return RouteResult(copy(page))
        return super().route(request, path_components)


class RarelyRestrictedMixin:
    """For every page class: asks for its view restrictions only where the installation has any."""

    def get_view_restrictions(self):
        if remember("has view restrictions", PageViewRestriction.objects.exists):
            return super().get_view_restrictions()
        return PageViewRestriction.objects.none()
