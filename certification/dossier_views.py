"""What a candidate does with their dossier: open it, complete it, sign and send it, ask for more, appeal."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.actions.appeal import appeal
from certification.actions.countersign import countersign
from certification.actions.give_details import give_details
from certification.actions.open_dossier import open_dossier
from certification.actions.request_exemption import request_exemption, withdraw_exemption
from certification.actions.submit_dossier import submit_dossier
from certification.dossier_forms import DetailsForm
from certification.holdings import Holdings
from certification.livret import livret_of
from certification.models import Dossier, SchemeVersion
from certification.refusals import Refused
from certification.rules.details import asked, may_appeal
from cms.sites import structure_of


def my_dossier(request, pk: int) -> Dossier:
    """The dossier, where it is theirs; else 404."""
    return get_object_or_404(Dossier.objects.by(request.user).with_people(), id=pk)


def typed(request, name: str) -> str:
    """The words of this field, without the null bytes that PostgreSQL refuses."""
    return request.POST.get(name, "").replace("\x00", "")


def _done(request, action: Callable, said: str, **given) -> bool:
    """Whether the action was done; a message says so, or why not."""
    try:
        action(actor=request.user, **given)
    except Refused as reason:
        messages.warning(request, str(reason))
        return False
    messages.success(request, said)
    return True


def _page_of(dossier: Dossier):
    return redirect("certification:candidature", code=dossier.version.scheme.code)


@require_POST
@login_required
def open_mine(request, code: str):
    """Open one's dossier for a certificate of this house."""
    offered = SchemeVersion.objects.offered_by(structure_of(request), timezone.localdate())
    version = offered.filter(scheme__code=code).first()
    if version is None:
        raise Http404
    _done(
        request, open_dossier, _("Your dossier is open. What is still missing stands below."), version=version
    )
    return redirect("certification:candidature", code=code)


@require_POST
@login_required
def send_mine(request, pk: int):
    """Send one's dossier, or send it again with a word on what was asked for."""
    dossier = my_dossier(request, pk)
    said = _("Your dossier is sent. You will get an e-mail when it is decided.")
    _done(request, submit_dossier, said, dossier=dossier, answer=typed(request, "answer"))
    return _page_of(dossier)


@require_safe
@login_required
@never_cache
def livret(request, code: str):
    """One's livret de formation: what counts with its evidence, what is missing, on screen and on paper."""
    found = livret_of(Holdings.of(request), structure_of(request), code)
    if found is None:
        raise Http404
    given = {"livret": found, "candidature": found.candidature, "now": timezone.now()}
    return render(request, "certification/livret.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def details(request, pk: int):
    """What the scheme asks its candidate to tell of themselves."""
    dossier = my_dossier(request, pk)
    if not asked(dossier.version.read()):
        raise Http404
    form = DetailsForm(request.POST if request.method == "POST" else None, instance=dossier)
    if form.is_valid():
        try:
            give_details(dossier=dossier, actor=request.user, given=form.cleaned_data)
            messages.success(request, _("Your answers are kept."))
            return _page_of(dossier)
        except Refused as reason:
            form.add_error(None, str(reason))
    given = {"form": form, "dossier": dossier}
    return render(request, "certification/details.html", given, status=400 if form.errors else 200)


@require_POST
@login_required
def sign(request, pk: int):
    """Countersign one's livret."""
    dossier = my_dossier(request, pk)
    _done(request, countersign, _("Your record is signed: you may send your dossier."), dossier=dossier)
    return redirect("certification:livret", code=dossier.version.scheme.code)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def exemption(request, pk: int):
    """Ask to be exempted from practice, and follow what becomes of it."""
    dossier = my_dossier(request, pk)
    practice = dossier.read().practice
    if practice is None or practice.exemption is None:
        raise Http404
    grounds = typed(request, "grounds")
    said = _("Your request has arrived. The house will offer you an interview.")
    if request.method == "POST" and _done(request, request_exemption, said, dossier=dossier, grounds=grounds):
        return redirect("certification:exemption", pk=dossier.pk)
    given = {"dossier": dossier, "exemptions": dossier.exemptions.all(), "grounds": grounds}
    return render(request, "certification/exemption.html", given, status=400 if grounds else 200)


@require_POST
@login_required
def end_exemption(request, pk: int):
    """Withdraw the request that waits."""
    dossier = my_dossier(request, pk)
    _done(request, withdraw_exemption, _("Your request is withdrawn."), dossier=dossier)
    return redirect("certification:exemption", pk=dossier.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def appeal_mine(request, pk: int):
    """Appeal a refusal, within its time."""
    dossier = my_dossier(request, pk)
    grounds = typed(request, "grounds")
    said = _("Your appeal has arrived. An e-mail will tell you the answer.")
    if request.method == "POST" and _done(request, appeal, said, dossier=dossier, grounds=grounds):
        return _page_of(dossier)
    open_still = may_appeal(state=dossier.state, due_on=dossier.due_on, today=timezone.localdate())
    given = {"dossier": dossier, "grounds": grounds, "open_still": open_still}
    return render(request, "certification/appeal.html", given, status=400 if grounds else 200)
