"""Where staff give certificats de réalisation: stays that ended, in the structures that are entitled."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Structure
from certification.actions.grant_realisation import grant_realisation
from certification.batch_desk import for_deciders
from certification.kinds import REALISATION
from certification.kinds.realisation import NATURES
from certification.models import Credential
from certification.refusals import Refused
from learning.models import Enrolment

#: How many stays a page shows: who looks for another one types a name.
SHOWN = 30


def entitled(user):
    """The structures that this person staffs and that give certificats de réalisation."""
    mine = Structure.objects.all() if user.is_superuser else Structure.objects.staffed_by(user)
    return mine.filter(gives_realisation=True).exclude(activity_number="")


def _ended(user):
    """Their learners' stays that ended, finished or left, with the hours of their ledger."""
    ended = Q(completed_at__isnull=False) | Q(left_at__isnull=False)
    return Enrolment.objects.filter(ended, structure__in=entitled(user)).for_list()


@require_safe
@for_deciders
def choose(request):
    """Stays to give one for, found by the name of a person or of a module."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = _ended(request.user).filter(minutes_done__gt=0).order_by("-completed_at", "-left_at", "-pk")
    if typed:
        found = found.filter(
            Q(learner__display_name__icontains=typed)
            | Q(learner__email__icontains=typed)
            | Q(module_title__icontains=typed)
        )
    stays = list(found[: SHOWN + 1])
    given = set(
        Credential.objects.of_kind(REALISATION.slug)
        .filter(holder__in={stay.learner_id for stay in stays}, status__in=("pending", "issued"))
        .values_list("frozen__enrolment", flat=True)
    )
    for stay in stays:
        stay.given = stay.pk in given
    context = {
        "stays": stays[:SHOWN],
        "more": len(stays) > SHOWN,
        "typed": typed,
        "natures": NATURES.items(),
        "entitled": entitled(request.user).exists(),
    }
    return render(request, "certification/desk/realisations.html", context)


@require_POST
@for_deciders
def give(request, pk: int):
    """Give the one of this stay."""
    enrolment = get_object_or_404(_ended(request.user), id=pk)
    nature = request.POST.get("nature", "")
    employer = request.POST.get("employer", "").replace("\x00", "")
    try:
        credential = grant_realisation(
            enrolment=enrolment,
            actor=request.user,
            nature=nature if nature in NATURES else next(iter(NATURES)),
            employer=employer,
        )
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("certification_realisations")
    messages.success(request, _("Here is the certificat de réalisation. Its file is being made."))
    return redirect(REALISATION.desk_page, instance_pk=credential.pk)
