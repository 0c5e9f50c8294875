"""What a candidate does with their dossier: open it, send it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from certification.actions.open_dossier import open_dossier
from certification.actions.submit_dossier import submit_dossier
from certification.models import Dossier, SchemeVersion
from certification.refusals import Refused
from cms.sites import structure_of


def my_dossier(request, pk: int) -> Dossier:
    """The dossier, where it is theirs; else 404."""
    return get_object_or_404(Dossier.objects.by(request.user).with_people(), id=pk)


@require_POST
@login_required
def open_mine(request, code: str):
    """Open one's dossier for a certificate of this house."""
    offered = SchemeVersion.objects.offered_by(structure_of(request), timezone.localdate())
    version = offered.filter(scheme__code=code).first()
    if version is None:
        raise Http404
    try:
        open_dossier(version=version, actor=request.user)
        messages.success(request, _("Your dossier is open. What is still missing stands below."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect("certification:candidature", code=code)


@require_POST
@login_required
def send_mine(request, pk: int):
    """Send one's dossier, or send it again with a word on what was asked for."""
    dossier = my_dossier(request, pk)
    answer = request.POST.get("answer", "").replace("\x00", "")
    try:
        submit_dossier(dossier=dossier, actor=request.user, answer=answer)
        messages.success(request, _("Your dossier is sent. You will get an e-mail when it is decided."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect("certification:candidature", code=dossier.version.scheme.code)
