"""The files that a candidate puts in their dossier: the page, the file itself, out again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.actions.add_document import add_document
from certification.actions.take_out_document import take_out_document
from certification.models import Dossier, SupportingDocument
from certification.refusals import Refused
from certification.rules.supporting import MOST
from certification.supporting import Pieces, served


def take_in(request: HttpRequest, dossier: Dossier) -> bool:
    """Put the files of this request in the dossier, each by itself; whether all of them were taken. Messages say what
    was not, and why."""
    kind, refused = request.POST.get("kind", "other"), False
    for file in request.FILES.getlist("files")[: MOST + 1]:
        try:
            add_document(dossier=dossier, actor=request.user, file=file, kind=kind)
        except Refused as reason:
            messages.error(request, str(reason))
            refused = True
    return not refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def supporting(request: HttpRequest, pk: int) -> HttpResponse:
    """The files of one's dossier, and the way to add some."""
    dossier = get_object_or_404(Dossier.objects.by(request.user).with_people(), id=pk)
    if request.method == "POST":
        count = len(request.FILES.getlist("files"))
        if not count:
            messages.warning(request, _("Choose a file first."))
        elif take_in(request, dossier):
            words = ngettext("Your file is in your dossier.", "Your files are in your dossier.", count)
            messages.success(request, words)
        return redirect("certification:supporting", pk=pk)
    return render(request, "certification/supporting.html", {"dossier": dossier, "pieces": Pieces(dossier)})


def _mine(request: HttpRequest, pk: int) -> SupportingDocument:
    return get_object_or_404(SupportingDocument.objects.filter(dossier__candidate=request.user), id=pk)


@require_safe
@login_required
def piece(request: HttpRequest, pk: int) -> HttpResponse:
    """A file of one's own dossier."""
    return served(_mine(request, pk))


@require_POST
@login_required
def take_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file out of one's dossier, from whichever page lists it."""
    document = _mine(request, pk)
    try:
        take_out_document(document=document, actor=request.user)
        messages.success(request, _("The file is removed from your dossier."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect("certification:supporting", pk=document.dossier_id)
