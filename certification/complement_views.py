"""The page where a candidate answers what their house asks for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.actions.answer_complement import answer_complement
from certification.models import Complement, Dossier
from certification.refusals import Refused


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def complement(request, pk: int):
    """What is asked for, until when, and the answer, which sends the dossier again."""
    dossier = get_object_or_404(Dossier.objects.by(request.user).with_people(), pk=pk)
    asked = get_object_or_404(Complement.objects.filter(dossier=dossier)[:1])
    answer = request.POST.get("answer", "").replace("\x00", "")
    if request.method == "POST":
        try:
            answer_complement(dossier=dossier, actor=request.user, answer=answer)
        except Refused as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(
                request, _("Your answer is sent, with your dossier: the house reviews it again.")
            )
            return redirect("certification:candidature", code=dossier.version.scheme.code)
    return render(
        request,
        "certification/complement.html",
        {"dossier": dossier, "complement": asked, "answer": answer, "waiting": dossier.state == "more_info"},
    )
