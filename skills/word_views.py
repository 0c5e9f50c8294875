"""The association's word: asked for by the volunteer, given by an officer who needs no account."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.sites import structure_of
from skills.actions.ask_attestation import ask_attestation, is_own_word
from skills.actions.attest_mission import attest_mission, is_volunteers_own
from skills.actions.check_attestation_code import check_attestation_code
from skills.actions.send_attestation_code import send_attestation_code
from skills.actions.submit_verification import submit_verification
from skills.actions.withdraw_attestation import withdraw_attestation
from skills.actions.withdraw_verification import withdraw_verification
from skills.interview import posted, screen
from skills.models import Attestation, AttestationLink, Verification
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


@require_POST
@login_required
def submit(request, pk: int):
    """Ask the house to verify a word."""
    attestation = get_object_or_404(Attestation.objects.of(request.user), pk=pk)
    try:
        submit_verification(attestation=attestation, actor=request.user)
        messages.success(request, _("It is submitted. We write to you when the house has decided."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect("skills:mission", pk=attestation.mission_id)


@require_POST
@login_required
def take_back(request, pk: int):
    found = Verification.objects.of(request.user).select_related("attestation")
    verification = get_object_or_404(found, pk=pk)
    if withdraw_verification(verification=verification, actor=request.user):
        messages.success(request, _("It is taken back: the house no longer reads it."))
    else:
        messages.warning(request, _("There was nothing left to take back."))
    return redirect("skills:mission", pk=verification.attestation.mission_id)


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
            return closed(request, link)
        if is_volunteers_own(found.mission, viewer_of(request)):
            return render(request, "skills/word_own.html", status=403)
        try:
            return view(request, secret, found)
        except LinkRefused as reason:  # closed since the first line
            return closed(request, reason.link)

    return opened


def viewer_of(request):
    return request.user if request.user.is_authenticated else None


def closed(request, link: Link):
    given = {"words": LINKS[link]}
    return render(request, "skills/word_closed.html", given, status=404 if link == Link.UNKNOWN else 410)


def opened_in(request) -> set[int]:
    """The requests whose code this browser gave lately."""
    now, kept = timezone.now(), request.session.get(SESSION_KEY, {})
    return {int(pk) for pk, until in kept.items() if now < datetime.fromisoformat(until)}


def _open(request, attestation: Attestation) -> list[int]:
    """Open to this browser the request, and those that wait in the same mailbox; all of them.

    The code proves who reads the mailbox: what else was sent there about the same association, they may read too.
    """
    request.session.cycle_key()
    until = (timezone.now() + OPEN_FOR).isoformat()
    beside = list(Attestation.objects.beside(attestation).values_list("pk", flat=True))
    kept = request.session.get(SESSION_KEY, {})
    request.session[SESSION_KEY] = kept | {str(pk): until for pk in {attestation.pk, *beside}}
    return beside


@dataclass(frozen=True)
class Waiting:
    """What waits for one officer and is open to this browser: what they may answer, and how many are their own."""

    listed: list[Attestation]
    own: int


def waiting_beside(request, attestation: Attestation) -> Waiting:
    """The requests that wait in the same mailbox as this one, it among them. Five queries, whatever the rows."""
    found = Attestation.objects.beside(attestation).filter(pk__in=opened_in(request)).for_list()
    waiting, viewer = list(found), viewer_of(request)
    listed = [one for one in waiting if not is_their_own(one, viewer)]
    return Waiting(listed, len(waiting) - len(listed))


def is_their_own(attestation: Attestation, viewer) -> bool:
    """Whether the mission is the officer's: they read its volunteer's mail, or are signed in as them."""
    volunteer = attestation.mission.volunteer
    own = is_own_word(volunteer, name="", email=attestation.officer_email)
    return own or is_volunteers_own(attestation.mission, viewer)


@linked
def word(request, secret: str, attestation: Attestation):
    """What a link opens: where its code is sent to, then the mission to read and answer."""
    if attestation.pk in opened_in(request):
        give = partial(attest_mission, secret=secret)
        return read_alone(request, attestation, give, reverse("skills:word", args=[secret]))
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
                if len(_open(request, attestation)) > 1:
                    return redirect("skills:words", pk=attestation.pk)
                return redirect("skills:word", secret=secret)
            form.add_error("code", str(CODES[what]))
    given = {"form": form, "secret": secret, "address": masked(attestation.officer_email)}
    return render(request, "skills/word_code.html", given, status=status)


def read_alone(request, attestation: Attestation, give: Callable, here: str):
    """One mission to read and answer. `give`: the action that takes the word; `here`: this page."""
    mission = attestation.mission
    claims = claims_of(mission)
    read = digest_of(as_read(mission, claims)["facts"])
    initial = {"read": read, "signed_office": attestation.officer_office}
    form = WordForm(posted(request), claims=claims, initial=initial)
    if form.is_valid():
        try:
            give(word=form.answer, viewer=viewer_of(request))
            return onward(request, attestation)
        except MissionChanged as reason:
            given = {"words": str(reason), "here": here}
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
        "others": sum(one.pk != attestation.pk for one in waiting_beside(request, attestation).listed),
    }
    return render(request, "skills/word.html", given, status=400 if form.errors else 200)


def onward(request, attestation: Attestation):
    """After a word: what else waits for this officer, or thanks."""
    if waiting_beside(request, attestation).listed:
        messages.success(request, _("Your word has arrived, and the volunteer is told."))
        return redirect("skills:words", pk=attestation.pk)
    return redirect("skills:word-thanked")


@require_safe
@fresh
def thanked(request):
    return render(request, "skills/word_thanked.html")
