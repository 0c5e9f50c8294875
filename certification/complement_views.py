"""The page where a candidate answers what their house asks for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from certification.actions.answer_complement import answer_complement
from certification.evidence import eligibility_of_dossier
from certification.models import Complement, Dossier
from certification.refusals import Refused
from certification.supporting import Pieces
from certification.supporting_views import take_in


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def complement(request, pk: int):
    """What is asked for, until when, and the answer with its files, which sends the dossier again."""
    dossier = get_object_or_404(Dossier.objects.by(request.user).with_people(), pk=pk)
    asked = get_object_or_404(Complement.objects.filter(dossier=dossier)[:1])
    answer = request.POST.get("answer", "").replace("\x00", "")
    # Where a file was not taken nothing is sent: the answer waits, as it was typed.
    if request.method == "POST" and take_in(request, dossier):
        try:
            answer_complement(dossier=dossier, actor=request.user, answer=answer)
        except Refused as reason:
            messages.warning(request, str(reason))
        else:
            messages.success(
                request, _("Your answer is sent, with your dossier: the house reviews it again.")
            )
            return redirect("certification:candidature", code=dossier.version.scheme.code)
    waiting = dossier.state == "more_info"
    given = {"dossier": dossier, "complement": asked, "answer": answer, "waiting": waiting}
    given |= {"pieces": Pieces(dossier), "eligibility": eligibility_of_dossier(dossier) if waiting else None}
    return render(request, "certification/complement.html", given)
