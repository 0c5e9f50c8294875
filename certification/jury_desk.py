"""What staff send about juries from the administration. Looked up through the person."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Structure
from certification.actions.cancel_session import cancel_session
from certification.actions.convene_jury import convene_jury
from certification.actions.name_president import name_president
from certification.actions.open_session import open_session
from certification.actions.seat_member import seat_member
from certification.actions.send_to_jury import send_to_jury
from certification.actions.take_back_case import take_back_case
from certification.actions.unseat_member import unseat_member
from certification.jury_forms import ConveneForm, DossierForm, SeatForm
from certification.models import Dossier, JuryCase, JuryMember, JurySession
from certification.refusals import Refused


def waiting_for(session: JurySession, person):
    """The dossiers that could go before this session."""
    found = Dossier.objects.of(session.structure).to_review().filter(version__scheme=session.scheme)
    return found.exclude(candidate=person).with_people().order_by("submitted_at", "pk")


def _page_of(pk: int) -> HttpResponse:
    return redirect("jurys_modeladmin_inspect", instance_pk=pk)


def _session_of(request: HttpRequest, pk: int) -> JurySession:
    mine = JurySession.objects.staffed_by(request.user).select_related("structure", "scheme")
    return get_object_or_404(mine, pk=pk)


def _member_of(request: HttpRequest, pk: int) -> JuryMember:
    mine = JurySession.objects.staffed_by(request.user)
    return get_object_or_404(JuryMember.objects.filter(session__in=mine), pk=pk)


def _said(request: HttpRequest, act: Callable[[], object], done: str) -> None:
    """Do it, and say what came of it."""
    try:
        act()
        messages.success(request, done)
    except Refused as reason:
        messages.error(request, str(reason))


@require_http_methods(["GET", "HEAD", "POST"])
def convene(request: HttpRequest) -> HttpResponse:
    """Convene a session."""
    if not Structure.objects.staffed_by(request.user).exists():
        raise Http404
    form = ConveneForm(request.POST or None, person=request.user)
    if form.is_valid():
        data = form.cleaned_data
        try:
            session = convene_jury(structure=data["scheme"].structure, actor=request.user, **data)
            messages.success(request, _("The session is planned. Now its members and its dossiers."))
            return _page_of(session.pk)
        except Refused as reason:
            form.add_error(None, str(reason))
    return render(
        request, "certification/desk/jury_convene.html", {"form": form}, status=400 if form.errors else 200
    )


@require_POST
def seat(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session_of(request, pk)
    form = SeatForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for errors in form.errors.values() for one in errors))
        return _page_of(pk)
    data = {name: value for name, value in form.cleaned_data.items() if name != "email"}
    _said(
        request,
        lambda: seat_member(session=session, person=form.person, actor=request.user, **data),
        _("This person sits in the jury. An e-mail tells them."),
    )
    return _page_of(pk)


@require_POST
def unseat(request: HttpRequest, pk: int) -> HttpResponse:
    member = _member_of(request, pk)
    _said(request, lambda: unseat_member(member=member, actor=request.user), _("The seat is taken back."))
    return _page_of(member.session_id)


@require_POST
def preside(request: HttpRequest, pk: int) -> HttpResponse:
    member = _member_of(request, pk)
    _said(request, lambda: name_president(member=member, actor=request.user), _("This person now presides."))
    return _page_of(member.session_id)


@require_POST
def add_dossier(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session_of(request, pk)
    form = DossierForm(request.POST, waiting=waiting_for(session, request.user))
    if not form.is_valid():
        messages.error(request, _("This dossier no longer waits."))
        return _page_of(pk)
    dossier = form.cleaned_data["dossier"]
    _said(
        request,
        lambda: send_to_jury(session=session, dossier=dossier, actor=request.user),
        _("The dossier is before the jury. Its candidate gets an e-mail."),
    )
    return _page_of(pk)


@require_POST
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    case = get_object_or_404(JuryCase.objects.staffed_by(request.user), pk=pk)
    grounds = request.POST.get("grounds", "").replace("\x00", "")
    _said(
        request,
        lambda: take_back_case(case=case, actor=request.user, grounds=grounds),
        _("The dossier waits again for a review."),
    )
    return _page_of(case.session_id)


@require_POST
def open_it(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session_of(request, pk)
    _said(
        request,
        lambda: open_session(session=session, actor=request.user),
        _("The session is open. Each member gets an e-mail."),
    )
    return _page_of(pk)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    session = _session_of(request, pk)
    grounds = request.POST.get("grounds", "").replace("\x00", "")
    _said(
        request,
        lambda: cancel_session(session=session, actor=request.user, grounds=grounds),
        _(
            "The session is cancelled. Its members and the candidates get an e-mail; their dossiers wait again."
        ),
    )
    return _page_of(pk)
