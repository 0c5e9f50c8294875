"""The door of every form that a learner sends from a page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

View = Callable[..., HttpResponse]


def posted_from(pages: Callable[[], QuerySet]) -> Callable[[View], View]:
    """Give the view the page, among these, that the form stands on: POST only, 404 for any other page.

    A visitor (or somebody whose session ended while reading) signs in and comes back to the page, not to the form's
    address, which shows nothing.
    """

    def decorate(view: View) -> View:
        @require_POST
        @wraps(view)
        def guarded(request: HttpRequest, pk: int) -> HttpResponse:
            # By `id`: SQLite cannot hold any number, and Django turns those away for this field alone.
            page = get_object_or_404(pages(), id=pk)
            if not request.user.is_authenticated:
                # A draft's address is nobody's business.
                return redirect_to_login((page.live and page.get_url(request)) or "/")
            return view(request, page)

        return guarded

    return decorate
