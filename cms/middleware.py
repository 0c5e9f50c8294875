"""What happens to every request of the public site before its page is looked for."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.template.defaultfilters import filesizeformat
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from cms import freshness, page_cache
from cms.sites import attach_site

NOT_PAGES = (
    "/admin/",
    "/compte/",
    "/mon-parcours/",
    "/mes-acquis/",
    "/certificats/",
    "/verifier/",
    "/documents/",
    "/media/",
    "/demo/",
)


class NullByteMiddleware:
    """Turns away a query that holds a null byte: PostgreSQL refuses one in any text, so every search would fail on it.

    What is sent by a form is checked by its field.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        if "%00" in request.META.get("QUERY_STRING", ""):
            raise BadRequest("A null byte in the query.")
        return self.get_response(request)


class BodyLimitMiddleware:
    """Refuses what announces more than any form takes, before a byte of it reaches the disk.

    Django writes files down as soon as anything reads a form, which the check of its token does, for whoever sent it.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        announced = request.META.get("CONTENT_LENGTH") or ""
        if announced.isdecimal() and int(announced) > settings.BODY_MAX_BYTES:
            words = _("This is too heavy: %(limit)s at most.") % {
                "limit": filesizeformat(settings.BODY_MAX_BYTES)
            }
            return HttpResponse(words, status=413, content_type="text/plain; charset=utf-8")
        return self.get_response(request)


class PageCacheMiddleware:
    """Answers anonymous visitors from the kept pages; keeps what Wagtail served to one of them.

    Only GET without query string, for somebody without a session. Stands before sessions and everything that asks the
    database, so that a kept page costs about as much as a bare view.
    """

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        started_with = freshness.begin_request()
        try:
            if not self.may_be_kept(request):
                return self.for_one_person(request, self.get_response(request))
            kept = page_cache.look_up(request, started_with.generation)
            if kept is not None:
                return kept.response(accepts_gzip="gzip" in request.headers.get("Accept-Encoding", ""))
            response = self.get_response(request)
            if self.is_same_for_everyone(request, response):
                # Browsers ask again each time, since what they hold cannot be purged.
                patch_cache_control(response, no_cache=True)
                page_cache.keep(request, response, started_with)
            return response
        finally:
            freshness.end_request()

    @staticmethod
    def may_be_kept(request) -> bool:
        return (
            request.method == "GET"
            and not request.META.get("QUERY_STRING")
            and settings.SESSION_COOKIE_NAME not in request.COOKIES
            and not request.path.startswith(NOT_PAGES)
            and request.get_host() in page_cache.hosts()
        )

    @staticmethod
    def for_one_person(request, response):
        """What is answered to a session is for its browser alone, unless the view says better."""
        if settings.SESSION_COOKIE_NAME in request.COOKIES and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True)
        return response

    @staticmethod
    def is_same_for_everyone(request, response) -> bool:
        match = request.resolver_match
        return (
            match is not None
            and match.view_name == "wagtail_serve"
            and response.status_code == 200
            and not response.streaming
            and not response.cookies
            and "no-store" not in response.get("Cache-Control", "")
            and "private" not in response.get("Cache-Control", "")
        )


class CurrentSiteMiddleware:
    """Gives each request its site and structure from the cache."""

    def __init__(self, get_response) -> None:
        self.get_response = get_response

    def __call__(self, request):
        attach_site(request)
        return self.get_response(request)
