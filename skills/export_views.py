"""Taking one's record away: made as it is asked for, for its owner alone, and kept nowhere."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from certification.formats.base import CannotRender
from certification.pace import paced
from cms.sites import structure_of
from skills.formats import odt, pdf
from skills.formats.acquis import acquis, schema
from skills.formats.cv import cv_block
from skills.formats.vae import words_of
from skills.record import Record
from skills.rules.cec import is_year
from skills.space import Space


def my_record(request: HttpRequest) -> Record:
    return Record(Space(request.user, structure_of(request)))


def a_file(request: HttpRequest, data: bytes | str, *, kind: str, suffix: str, content_type: str):
    """A file to keep, named after its owner and the day."""
    parts = (kind, slugify(request.user.display_name)[:60], f"{timezone.localdate():%Y-%m-%d}")
    response = HttpResponse(data, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{"-".join(filter(None, parts))}.{suffix}"'
    return response


@require_safe
@login_required
@never_cache
def exports(request: HttpRequest) -> HttpResponse:
    """All the ways to take one's record away."""
    record = my_record(request)
    return render(request, "skills/exports.html", {"record": record, "cv": cv_block(record)})


@require_safe
@login_required
@never_cache
def record_json(request: HttpRequest) -> HttpResponse:
    address = request.build_absolute_uri(reverse("skills:record-schema"))
    told = acquis(my_record(request), schema_url=address, now=timezone.localtime())
    data = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    return a_file(request, data, kind="acquis", suffix="json", content_type="application/json")


@require_safe
@cache_control(public=True, max_age=3600)
def record_schema(request: HttpRequest) -> HttpResponse:
    """What describes the file for programs: the same for everybody, and readable from any site."""
    response = HttpResponse(schema(), content_type="application/schema+json")
    response["Access-Control-Allow-Origin"] = "*"
    return response


def vae_words(request: HttpRequest) -> dict[str, Any]:
    return words_of(my_record(request), timezone.now())


@require_safe
@login_required
@never_cache
def vae_odt(request: HttpRequest) -> HttpResponse:
    data = odt.render(vae_words(request))
    return a_file(request, data, kind="dossier-vae", suffix="odt", content_type=odt.CONTENT_TYPE)


@require_safe
@login_required
@paced()
@never_cache
def vae_pdf(request: HttpRequest) -> HttpResponse:
    """In the request: a second of one core for most people. Where it cannot be drawn, the reason and the way on."""
    try:
        data = pdf.render(vae_words(request))
    except CannotRender as reason:
        messages.warning(request, f"{reason} {_('The ODT file keeps everything.')}")
        return redirect("skills:exports")
    return a_file(request, data, kind="dossier-vae", suffix="pdf", content_type=pdf.CONTENT_TYPE)


@require_safe
@login_required
@never_cache
def cec(request: HttpRequest, year: int) -> HttpResponse:
    """One year's hours beside the thresholds of the compte d'engagement citoyen."""
    if not is_year(year, today=timezone.localdate()):
        raise Http404
    record = my_record(request)
    return render(request, "skills/cec.html", {"record": record, "summary": record.summary_of(year)})
