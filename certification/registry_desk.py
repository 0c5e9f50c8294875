"""The register and the State's figures in the administration: read, and taken away as spreadsheets read them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import chain

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.models import Structure
from certification import registry
from certification.batch_desk import for_deciders
from certification.bilan import Figure, figures
from certification.rules.spreadsheets import plain


class Echo:
    """What is written is handed on at once, a line at a time."""

    @staticmethod
    def write(line: str) -> str:
        return line


def _mine(request: HttpRequest):
    user = request.user
    found = Structure.objects.all() if user.is_superuser else Structure.objects.staffed_by(user)
    return found.order_by("name")


def _sheet(name: str, rows: Iterable[list[str]]) -> HttpResponse:
    """A file as French spreadsheets read it: semicolons and a mark; streamed."""
    write = csv.writer(Echo(), delimiter=";").writerow

    def parts() -> Iterator[str]:
        yield "\ufeff"
        for row in rows:
            yield write([plain(cell) for cell in row])

    response = StreamingHttpResponse(parts(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@for_deciders
def bilan(request: HttpRequest) -> HttpResponse:
    """The figures of a year, of one of one's structures: the first one, this year, unless asked otherwise."""
    mine = list(_mine(request))
    asked = request.GET.get("structure", "")
    structure = next((one for one in mine if one.slug == asked), None if asked else next(iter(mine), None))
    if structure is None:
        raise Http404
    this_year = timezone.localdate().year
    years = sorted({*registry.years(structure), this_year}, reverse=True)
    typed = request.GET.get("annee", "")
    year = next((one for one in years if str(one) == typed), this_year)
    return render(
        request,
        "certification/desk/bilan.html",
        {
            "structure": structure,
            "structures": mine if len(mine) > 1 else [],
            "year": year,
            "years": years,
            "figures": figures(structure, year),
        },
    )


@require_safe
@for_deciders
def bilan_file(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The same figures as a spreadsheet reads them."""
    structure = get_object_or_404(_mine(request), slug=slug)
    head = [_("Figure"), _("Part"), _("Value"), _("How it is counted")]
    rows = chain.from_iterable(map(_rows, figures(structure, _possible(year))))
    return _sheet(f"bilan-{slug}-{year}", chain([head], rows))


def _rows(figure: Figure) -> list[list[str]]:
    parts = [[figure.words, part.words, part.shown, figure.formula] for part in figure.parts]
    return [[figure.words, "", figure.shown, figure.formula], *parts]


@require_safe
@for_deciders
def register_file(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """The register of a year, one line a document."""
    structure = get_object_or_404(_mine(request), slug=slug)
    rows = chain([registry.header()], registry.lines(structure, _possible(year)))
    return _sheet(f"registre-{slug}-{year}", rows)


def _possible(year: int) -> int:
    """A year that documents may bear. Raises Http404."""
    if not 2000 <= year <= timezone.localdate().year:
        raise Http404
    return year


#: Under /admin/, registered by `certification.wagtail_hooks`.
admin_urlpatterns = [
    path("bilan/", bilan, name="certification_bilan"),
    path("bilan/<slug:slug>/<int:year>.csv", bilan_file, name="certification_bilan_file"),
    path("registre/<slug:slug>/<int:year>.csv", register_file, name="certification_register_file"),
]
