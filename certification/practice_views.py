"""Practice: what a candidate declares and follows, and the page of the tutor, who needs no account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.actions.appraise_practice import appraise_practice, is_candidates_own
from certification.actions.cancel_practice import cancel_practice
from certification.actions.change_practice import change_practice
from certification.actions.declare_practice import declare_practice
from certification.actions.revoke_tutor_link import revoke_tutor_link
from certification.actions.send_tutor_link import send_tutor_link
from certification.dossier_views import my_dossier
from certification.models import Dossier, Practice, TutorLink
from certification.practice_forms import PracticeForm, TutorForm
from certification.practice_refusals import LINKS, LinkRefused
from certification.refusals import MayNotDecide, Refused
from certification.rules.dossier_states import CANDIDATES_TURN
from certification.rules.practice import Link
from certification.views import answered_fresh


def _my_practice(request, pk: int) -> Practice:
    return get_object_or_404(Practice.objects.by(request.user).kept(), id=pk)


def posted(request):
    """What was sent, were it nothing; None where a page is only asked for."""
    return request.POST if request.method == "POST" else None


# --- The candidate ------------------------------------------------------------------------------------


@require_safe
@login_required
@never_cache
def practices(request, pk: int):
    """The periods of practice of one dossier, where each stands, what to do next."""
    dossier = my_dossier(request, pk)
    if (rule := dossier.read().practice) is None:
        raise Http404
    periods = list(dossier.practices.kept().prefetch_related("links"))
    confirmed = sum(one.confirmed_days or 0 for one in periods if one.state == Practice.State.APPRAISED)
    return render(
        request,
        "certification/practices.html",
        {
            "dossier": dossier,
            "practices": periods,
            "confirmed": confirmed,
            "needed": rule.days,
            "may_change": dossier.state in CANDIDATES_TURN,
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def declare(request, pk: int):
    dossier = my_dossier(request, pk)
    if dossier.read().practice is None:
        raise Http404
    initial = {"association_name": dossier.association_name, "association_rna": dossier.association_rna}
    form = PracticeForm(posted(request), initial=initial)
    if form.is_valid() and _declared(request, form, dossier):
        return redirect("certification:practices", pk=dossier.pk)
    return _form_page(request, form, dossier)


def _declared(request, form: PracticeForm, dossier: Dossier) -> bool:
    """Whether the period was kept; the form says why it was not."""
    try:
        practice = declare_practice(dossier=dossier, actor=request.user, period=form.period)
    except Refused as reason:
        form.add_error(None, str(reason))
        return False
    if "send" in request.POST:
        _tell(request, send_tutor_link, practice, _("Noted, and your tutor was written to."))
    else:
        messages.success(request, _("Noted. Ask your tutor for their word when you are ready."))
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def change(request, pk: int):
    practice = _my_practice(request, pk)
    form = PracticeForm(posted(request), instance=practice)
    if form.is_valid():
        try:
            change_practice(practice=practice, actor=request.user, period=form.period)
            messages.success(request, _("Your changes are kept. Your tutor can be asked about them."))
            return redirect("certification:practices", pk=practice.dossier_id)
        except Refused as reason:
            form.add_error(None, str(reason))
    return _form_page(request, form, practice.dossier, practice)


def _form_page(request, form: PracticeForm, dossier: Dossier, practice: Practice | None = None):
    given = {"form": form, "dossier": dossier, "practice": practice}
    return render(request, "certification/practice_form.html", given, status=400 if form.errors else 200)


def _tell(request, action, practice: Practice, done: str):
    """Do this to the period and say what came of it."""
    try:
        action(practice=practice, actor=request.user)
        messages.success(request, done)
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect("certification:practices", pk=practice.dossier_id)


@require_POST
@login_required
def cancel(request, pk: int):
    return _tell(request, cancel_practice, _my_practice(request, pk), _("The period is removed."))


@require_POST
@login_required
def send_link(request, pk: int):
    return _tell(request, send_tutor_link, _my_practice(request, pk), _("Your tutor was written to."))


@require_POST
@login_required
def withdraw_link(request, pk: int):
    said = _("The link that your tutor has serves no more.")
    return _tell(request, revoke_tutor_link, _my_practice(request, pk), said)


# --- The tutor ----------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
@answered_fresh
def tutor(request, secret: str):
    """What a tutor is asked, without an account: holding the address is the permission, once, until a day."""
    link = TutorLink.objects.by_secret(secret)
    worth = link.worth(timezone.now()) if link else Link.UNKNOWN
    viewer = request.user if request.user.is_authenticated else None
    if worth != Link.OPEN:
        return _closed(request, str(LINKS[worth]), 404 if worth == Link.UNKNOWN else 410)
    if is_candidates_own(link.practice, viewer):
        return _own(request, 403 if request.method == "POST" else 200)
    return _asked(request, link, secret, viewer)


def _asked(request, link: TutorLink, secret: str, viewer):
    practice = link.practice
    requirements = practice.dossier.read()
    form = TutorForm(posted(request), skills=requirements.skills, initial={"days": practice.days})
    if form.is_valid():
        try:
            appraise_practice(secret=secret, word=form.word, actor=viewer)
            return redirect("certification:tutor-thanked")
        except LinkRefused as reason:
            return _closed(request, str(reason), 410)
        except MayNotDecide:
            return _own(request, 403)
        except Refused as reason:
            form.add_error(None, str(reason))
    given = {
        "form": form,
        "practice": practice,
        "dossier": practice.dossier,
        "link": link,
        "appraisal_asked": "tutor" in requirements.appraisals,
    }
    return render(request, "certification/tutor.html", given, status=400 if form.errors else 200)


def _closed(request, words: str, status: int):
    return render(request, "certification/tutor_closed.html", {"words": words}, status=status)


def _own(request, status: int):
    return render(request, "certification/tutor_own.html", status=status)


@require_safe
@answered_fresh
def tutor_thanked(request):
    return render(request, "certification/tutor_thanked.html")
