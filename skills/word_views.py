"""The association's word: asked for by the volunteer, given by an officer who needs no account."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.sites import structure_of
from skills.actions.ask_attestation import ask_attestation
from skills.actions.attest_mission import attest_mission, is_volunteers_own
from skills.actions.check_attestation_code import check_attestation_code
from skills.actions.send_attestation_code import send_attestation_code
from skills.actions.withdraw_attestation import withdraw_attestation
from skills.interview import posted, screen
from skills.models import Attestation, AttestationLink
from skills.refusals import CODES, LINKS, CodeRefused, LinkRefused, MissionChanged, Refused
from skills.rules.attestations import Code, Link, masked
from skills.shown import as_read, claims_of, digest_of
from skills.views import my_mission
from skills.word_forms import CodeForm, OfficerForm, WordForm

#: How long the pages of a link stay open in a browser that gave its code.
OPEN_FOR = timedelta(hours=1)
SESSION_KEY = "words"


def fresh(view):
    """What an officer reads is kept by no browser, proxy or search engine."""

    @never_cache
    @wraps(view)
    def answered(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return answered


# --- The volunteer ------------------------------------------------------------------------------------


@screen
def ask(request, pk: int):
    """Name an officer, who is written to; a mission that is not wholly told is told first."""
    mission = my_mission(request, pk)
    structure = mission.structure or structure_of(request)
    if structure is None:
        raise Http404
    if mission.kept_at is None:
        return redirect("skills:mission", pk=mission.pk)
    form = OfficerForm(posted(request))
    if form.is_valid():
        try:
            ask_attestation(mission=mission, actor=request.user, structure=structure, officer=form.officer)
            messages.success(request, _("The request is sent. You read the answer here as soon as it comes."))
            return redirect("skills:mission", pk=mission.pk)
        except Refused as reason:
            form.add_error(None, str(reason))
    given = {"form": form, "mission": mission}
    return render(request, "skills/ask.html", given, status=400 if form.errors else 200)


@require_POST
@login_required
def withdraw(request, pk: int):
    attestation = get_object_or_404(Attestation.objects.of(request.user), pk=pk)
    if withdraw_attestation(attestation=attestation, actor=request.user):
        messages.success(request, _("The request is taken back: its link serves no more."))
    else:
        messages.warning(request, _("There was nothing left to take back."))
    return redirect("skills:mission", pk=attestation.mission_id)


# --- The officer --------------------------------------------------------------------------------------


def linked(view):
    """A page of an officer's link: what it opens, or why it opens nothing; never for the volunteer."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @fresh
    @wraps(view)
    def opened(request, secret: str):
        found = AttestationLink.objects.by_secret(secret)
        link = found.worth(timezone.now()) if found else Link.UNKNOWN
        if link != Link.OPEN:
            return _closed(request, link)
        if is_volunteers_own(found.mission, _viewer(request)):
            return render(request, "skills/word_own.html", status=403)
        try:
            return view(request, secret, found)
        except LinkRefused as reason:  # closed since the first line
            return _closed(request, reason.link)

    return opened


def _viewer(request):
    return request.user if request.user.is_authenticated else None


def _closed(request, link: Link):
    given = {"words": LINKS[link]}
    return render(request, "skills/word_closed.html", given, status=404 if link == Link.UNKNOWN else 410)


def _is_open(request, attestation: Attestation) -> bool:
    """Whether this browser gave the code of this request lately."""
    until = request.session.get(SESSION_KEY, {}).get(str(attestation.pk))
    return until is not None and timezone.now() < datetime.fromisoformat(until)


def _open(request, attestation: Attestation) -> None:
    request.session.cycle_key()
    until = (timezone.now() + OPEN_FOR).isoformat()
    request.session[SESSION_KEY] = {**request.session.get(SESSION_KEY, {}), str(attestation.pk): until}


@linked
def word(request, secret: str, attestation: Attestation):
    """What a link opens: where its code is sent to, then the mission to read and answer."""
    if _is_open(request, attestation):
        return _read(request, secret, attestation)
    given = {"attestation": attestation, "secret": secret, "address": masked(attestation.officer_email)}
    return render(request, "skills/word_door.html", given)


@linked
def code(request, secret: str, attestation: Attestation):
    """Where the six digits are typed; one button sends others."""
    form, status = CodeForm(), 200
    if "send" in request.POST:
        try:
            send_attestation_code(secret=secret)
            return redirect("skills:word-code", secret=secret)
        except CodeRefused as reason:
            messages.warning(request, str(reason))
    elif request.method == "POST":
        form, status = CodeForm(request.POST), 400
        if form.is_valid():
            attestation, what = check_attestation_code(secret=secret, typed=form.cleaned_data["code"])
            if what == Code.RIGHT:
                _open(request, attestation)
                return redirect("skills:word", secret=secret)
            form.add_error("code", str(CODES[what]))
    given = {"form": form, "secret": secret, "address": masked(attestation.officer_email)}
    return render(request, "skills/word_code.html", given, status=status)


def _read(request, secret: str, attestation: Attestation):
    mission = attestation.mission
    claims = claims_of(mission)
    read = digest_of(as_read(mission, claims)["facts"])
    initial = {"read": read, "signed_office": attestation.officer_office}
    form = WordForm(posted(request), claims=claims, initial=initial)
    if form.is_valid():
        try:
            attest_mission(secret=secret, word=form.answer, viewer=_viewer(request))
            return redirect("skills:word-thanked")
        except MissionChanged as reason:
            given = {"words": str(reason), "secret": secret}
            return render(request, "skills/word_changed.html", given, status=409)
        except LinkRefused:
            raise
        except Refused as reason:
            form.add_error(None, str(reason))
    given = {
        "form": form,
        "attestation": attestation,
        "mission": mission,
        "changed": mission.changed_at > attestation.asked_at,
    }
    return render(request, "skills/word.html", given, status=400 if form.errors else 200)


@require_safe
@fresh
def thanked(request):
    return render(request, "skills/word_thanked.html")
