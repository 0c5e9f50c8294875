"""The figures of volunteers in the administration: for managers, of their own houses, and as open data."""

from __future__ import annotations

import csv
import io

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Structure
from certification.rules.spreadsheets import plain
from skills.figures import Figures, named
from skills.rules.figures import MEASURES


@require_safe
@never_cache
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of one of one's houses: the first one, its last year, unless asked otherwise."""
    mine = list(Structure.objects.managed_by(request.user).order_by("name"))
    asked = request.GET.get("structure", "")
    structure = next((one for one in mine if one.slug == asked), None if asked else next(iter(mine), None))
    if structure is None:
        raise Http404
    told = Figures(structure)
    years = told.years or [timezone.localdate().year]
    year = next((one for one in years if str(one) == request.GET.get("annee", "")), years[0])
    tables = [told.by_town(year), told.by_domain(year), told.by_year()]
    return render(
        request,
        "skills/desk/figures.html",
        {
            "structure": structure,
            "structures": mine if len(mine) > 1 else [],
            "year": year,
            "years": years,
            "tables": [
                (one, [name for name, _formula in named(one.measures)]) for one in tables if one.lines
            ],
            "formulas": named(MEASURES),
        },
    )


@require_safe
@never_cache
def figures_file(request: HttpRequest, slug: str) -> HttpResponse:
    """All of them as spreadsheets read them: semicolons and a mark."""
    structure = get_object_or_404(Structure.objects.managed_by(request.user), slug=slug)
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(
        [plain(cell) for cell in row] for row in Figures(structure).rows()
    )
    response = HttpResponse(f"\ufeff{text.getvalue()}", content_type="text/csv; charset=utf-8")
    name = f"{_('volunteers')}-{structure.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


#: Under /admin/, registered by `skills.wagtail_hooks`.
ADDRESSES = [
    path("benevolat/", figures, name="skills_figures"),
    path("benevolat/<slug:slug>.csv", figures_file, name="skills_figures_file"),
]
