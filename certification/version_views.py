"""The page where a candidate compares the rules they entered under with those in force, and may move to them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.actions.change_version import change_version
from certification.models import Dossier, SchemeVersion
from certification.refusals import Refused
from certification.versions import comparison_of, target_of


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Both verdicts side by side, and the move, which nobody else makes."""
    dossier = get_object_or_404(Dossier.objects.by(request.user).with_people(), id=pk)
    if request.method == "POST":
        return _move(request, dossier)
    if (target := target_of(dossier)) is None:
        raise Http404
    return render(request, "certification/version.html", {"comparison": comparison_of(dossier, target)})


def _move(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    asked = request.POST.get("version", "")
    known = SchemeVersion.objects.filter(scheme=dossier.version.scheme_id, draft=False)
    target = get_object_or_404(known.select_related("scheme__structure"), label=asked)
    try:
        change_version(dossier=dossier, actor=request.user, target=target)
        messages.success(request, _("Your dossier is now under the rules in force."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect("certification:candidature", code=dossier.version.scheme.code)
