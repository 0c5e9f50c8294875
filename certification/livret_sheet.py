"""The livret as a file that one takes along, made as it is asked for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from certification.formats.base import CannotRender
from certification.formats.livret import render
from certification.holdings import Holdings
from certification.livret import livret_of
from certification.livret_words import words_of
from certification.pace import paced
from cms.sites import structure_of


@require_safe
@login_required
@paced()
def livret_sheet(request: HttpRequest, code: str) -> HttpResponse:
    """One's livret at this moment as a PDF. In the request: it takes well under a second of one core."""
    found = livret_of(Holdings.of(request), structure_of(request), code)
    if found is None:
        raise Http404
    try:
        data = render(words_of(found, request.user, timezone.now()))
    except CannotRender as reason:
        messages.warning(request, str(reason))
        return redirect("certification:livret", code=code)
    response = HttpResponse(data, content_type="application/pdf")
    name = f"livret-{slugify(request.user.display_name)[:60]}-{timezone.localdate():%Y-%m-%d}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
