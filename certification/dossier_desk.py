"""What staff send about dossiers from the administration, one or several. Looked up through the person."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from certification.actions.answer_appeal import answer_appeal
from certification.actions.appraise_theory import appraise_theory
from certification.actions.ask_complement import ask_complement
from certification.actions.decide_dossier import decide_dossier
from certification.actions.decide_exemption import decide_exemption
from certification.actions.see_guardian_authorisation import see_guardian_authorisation
from certification.models import Dossier, SupportingDocument
from certification.refusals import Refused
from certification.supporting import served

#: The most dossiers decided on at once: what one page of the queue shows, and more.
MOST_AT_ONCE = 200


def typed(request, name: str) -> str:
    """The words of this field, without the null bytes that PostgreSQL refuses."""
    return request.POST.get(name, "").replace("\x00", "")


def day(request, name: str):
    """The day in this field; None where there is none, or none that exists."""
    try:
        return forms.DateField(required=False).clean(typed(request, name))
    except forms.ValidationError:
        return None


def next_of(user: User, dossier: Dossier, *, back: bool = False) -> Dossier | None:
    """The dossier to review that comes after this one in the queue, or before it. Costs one query."""
    waiting = Dossier.objects.staffed_by(user).to_review().exclude(candidate=user).exclude(pk=dossier.pk)
    return waiting.beside(dossier, back=back).first()


def sends(act: Callable) -> Callable:
    """A view that does one thing to one dossier of the person's structures, says so, and comes back to its page, or
    goes to the next one that waits."""

    @require_POST
    @wraps(act)
    def view(request, pk: int):
        dossier = get_object_or_404(Dossier.objects.staffed_by(request.user).with_people(), pk=pk)
        try:
            messages.success(request, act(request, dossier))
        except Refused as reason:
            messages.error(request, str(reason))
        else:
            if "next" in request.POST and (following := next_of(request.user, dossier)):
                dossier = following
        return redirect("dossiers_modeladmin_inspect", instance_pk=dossier.pk)

    return view


def one_of(request, name: str, *known: str) -> str:
    if (value := request.POST.get(name)) not in known:
        raise Http404
    return value


@sends
def decide(request, dossier: Dossier) -> str:
    """Validate or refuse a dossier."""
    verdict = one_of(request, "verdict", "validate", "refuse")
    reason = typed(request, "reason")[:2000]
    decide_dossier(dossier=dossier, actor=request.user, verdict=verdict, reason=reason)
    return _("The decision is kept. The candidate gets an e-mail.")


@sends
def complement(request, dossier: Dossier) -> str:
    items = [item.replace("\x00", "") for item in request.POST.getlist("item")]
    items += typed(request, "more").splitlines()
    ask_complement(dossier=dossier, actor=request.user, items=items, message=typed(request, "message"))
    return _("The complement is requested. The candidate gets an e-mail.")


@sends
def guardian(request, dossier: Dossier) -> str:
    see_guardian_authorisation(dossier=dossier, actor=request.user, dated=day(request, "dated"))
    return _("The authorisation is marked as seen.")


@sends
def appraise(request, dossier: Dossier) -> str:
    appraise_theory(dossier=dossier, actor=request.user, text=typed(request, "text"))
    return _("Your appraisal is kept in the training record.")


@sends
def exempt(request, dossier: Dossier) -> str:
    decide_exemption(
        dossier=dossier,
        actor=request.user,
        verdict=one_of(request, "verdict", "grant", "refuse"),
        grounds=typed(request, "grounds"),
        interview_on=day(request, "interview_on"),
    )
    return _("The decision on the exemption is kept. The candidate gets an e-mail.")


@sends
def appeal(request, dossier: Dossier) -> str:
    accepted = one_of(request, "verdict", "accept", "uphold") == "accept"
    answer_appeal(dossier=dossier, actor=request.user, accepted=accepted, answer=typed(request, "answer"))
    return _("The appeal is answered. The candidate gets an e-mail.")


@require_POST
def several(request):
    """Do the same to each ticked dossier, one transaction each, and report what was done and what was refused."""
    verdict = one_of(request, "verdict", "validate", "complement")
    ticked = [
        int(pk) for pk in request.POST.getlist("dossier")[:MOST_AT_ONCE] if pk.isascii() and pk.isdigit()
    ]
    # A number that no key can have would make some databases fail.
    ticked = [pk for pk in ticked if pk < 2**31]
    found = Dossier.objects.staffed_by(request.user).with_people().filter(pk__in=ticked)
    items, message = typed(request, "more").splitlines(), typed(request, "message")
    done, refused = [], []
    for dossier in found.order_by("submitted_at", "pk"):
        try:
            if verdict == "validate":
                decide_dossier(dossier=dossier, actor=request.user, verdict="validate")
            else:
                ask_complement(dossier=dossier, actor=request.user, items=items, message=message)
            done.append(dossier)
        except Refused as reason:
            refused.append((dossier, str(reason)))
    report = {"verdict": verdict, "done": done, "refused": refused, "none": not (done or refused)}
    return render(request, "certification/desk/report.html", report)


@require_safe
def supporting_document(request, pk: int):
    """A file of a dossier, as it was sent."""
    dossiers = Dossier.objects.staffed_by(request.user)
    document = get_object_or_404(SupportingDocument.objects.filter(dossier__in=dossiers), pk=pk)
    return served(document)
