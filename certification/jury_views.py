"""What members of a jury see and send. Looked up through the person: who does not sit gets a 404."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from certification.actions.close_session import close_session
from certification.actions.decide_case import decide_case
from certification.actions.declare_conflict import declare_conflict
from certification.actions.give_opinion import give_opinion
from certification.actions.open_deliberation import open_deliberation
from certification.actions.sign_opinion import sign_opinion
from certification.hearings import hearings_of
from certification.jury_forms import ConflictForm, DecisionForm, OpinionForm
from certification.models import JuryCase, JurySession
from certification.models.jury import MinutesLost
from certification.refusals import Refused
from certification.sittings import Sitting


def at_session(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view a session that this person sits in."""

    @login_required
    @never_cache
    @wraps(view)
    def seated(request: HttpRequest, pk: int) -> HttpResponse:
        mine = JurySession.objects.sat_by(request.user).select_related("structure", "scheme", "minutes")
        return view(request, get_object_or_404(mine, pk=pk))

    return seated


def at_case(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view a dossier before a session that this person sits in."""

    @login_required
    @never_cache
    @wraps(view)
    def seated(request: HttpRequest, pk: int) -> HttpResponse:
        mine = JuryCase.objects.sat_by(request.user).select_related("session__structure", "session__scheme")
        return view(request, get_object_or_404(mine, pk=pk))

    return seated


@require_safe
@login_required
@never_cache
def sessions(request: HttpRequest) -> HttpResponse:
    """The sessions one sits in, the next first."""
    found = JurySession.objects.sat_by(request.user).select_related("structure", "scheme")
    return render(request, "certification/jury_sessions.html", {"sessions": found[:100]})


@require_safe
@at_session
def session(request: HttpRequest, session: JurySession) -> HttpResponse:
    """One session: who sits, the dossiers and where each stands, what comes next."""
    members = list(session.members.select_related("person"))
    own = next(one for one in members if one.person_id == request.user.pk)
    sittings = [Sitting(one, own) for one in hearings_of(session)]
    given = {"session": session, "members": members, "own": own, "sittings": sittings}
    return render(request, "certification/jury_session.html", given)


@require_safe
@at_case
def case(request: HttpRequest, case: JuryCase) -> HttpResponse:
    return _case_page(request, Sitting.of(case, request.user))


def _case_page(request: HttpRequest, sitting: Sitting, status: int = 200, **forms) -> HttpResponse:
    """The dossier, with the forms that are the member's to fill in now."""
    given = {"sitting": sitting, "case": sitting.case, "session": sitting.case.session}
    if sitting.may_declare:
        given["conflict_form"] = ConflictForm()
    if sitting.writes:
        given["opinion_form"] = OpinionForm(criteria=sitting.criteria, opinion=sitting.own)
    if sitting.decides:
        given["decision_form"] = DecisionForm(decisions=sitting.choices.decisions, parts=sitting.parts)
    return render(request, "certification/jury_case.html", given | forms, status=status)


@require_POST
@at_case
def send_opinion(request: HttpRequest, case: JuryCase) -> HttpResponse:
    """Keep one's opinion, and sign it where the button says so."""
    sitting = Sitting.of(case, request.user)
    form = OpinionForm(_clean(request), criteria=sitting.criteria)
    if not form.is_valid():
        return _case_page(request, sitting, 400, opinion_form=form)
    done = _("Your opinion is kept. Nobody else reads it.")
    try:
        give_opinion(case=case, actor=request.user, **form.given())
        if "sign" in request.POST:
            sign_opinion(case=case, actor=request.user)
            done = _("Your opinion is signed. The others read it once everybody has signed.")
        messages.success(request, done)
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("certification:jury-case", pk=case.pk)


@require_POST
@at_case
def send_conflict(request: HttpRequest, case: JuryCase) -> HttpResponse:
    form = ConflictForm(_clean(request))
    if not form.is_valid():
        return _case_page(request, Sitting.of(case, request.user), 400, conflict_form=form)
    try:
        declare_conflict(case=case, actor=request.user, **form.cleaned_data)
        messages.success(request, _("Thank you. You do not speak of this dossier; the minutes say so."))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("certification:jury-session", pk=case.session_id)


@require_POST
@at_case
def send_decision(request: HttpRequest, case: JuryCase) -> HttpResponse:
    sitting = Sitting.of(case, request.user)
    form = DecisionForm(_clean(request), decisions=sitting.choices.decisions, parts=sitting.parts)
    if not form.is_valid():
        return _case_page(request, sitting, 400, **({"decision_form": form} if sitting.decides else {}))
    try:
        decide_case(case=case, actor=request.user, **form.cleaned_data)
        messages.success(request, _("The decision is kept. The candidate gets an e-mail."))
    except Refused as reason:
        messages.error(request, str(reason))
        if sitting.decides:
            return _case_page(request, sitting, 400, decision_form=form)
    return redirect("certification:jury-session", pk=case.session_id)


def _clean(request: HttpRequest):
    """What was sent, without the null bytes that PostgreSQL refuses."""
    sent = request.POST.copy()
    for name, values in sent.lists():
        sent.setlist(name, [value.replace("\x00", "") for value in values])
    return sent


@require_POST
@at_session
def deliberate(request: HttpRequest, session: JurySession) -> HttpResponse:
    try:
        open_deliberation(session=session, actor=request.user)
        messages.success(
            request, _("The deliberation is open: opinions are shown, decisions may be written.")
        )
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("certification:jury-session", pk=session.pk)


@require_POST
@at_session
def close(request: HttpRequest, session: JurySession) -> HttpResponse:
    try:
        close_session(session=session, actor=request.user)
        messages.success(request, _("The session is closed. Its minutes are being made."))
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("certification:jury-session", pk=session.pk)


@require_safe
@login_required
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    """The file of the minutes, for members of the jury and the staff of its structure."""
    readable = JurySession.objects.readable_by(request.user).select_related("minutes")
    found = get_object_or_404(readable, pk=pk, minutes__status="issued").minutes
    try:
        response = HttpResponse(found.read_file(), content_type="application/pdf")
    except MinutesLost:
        return render(request, "certification/minutes_lost.html", {"minutes": found}, status=503)
    response["Content-Disposition"] = f'inline; filename="{found.number}.pdf"'
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response
