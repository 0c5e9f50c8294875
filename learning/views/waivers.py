"""What staff send from the administration about waivers. Looked up through the person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from learning.actions.end_waiver import end_waiver
from learning.actions.grant_waiver import grant_waiver
from learning.modeladmins.people import structures_of
from learning.models import Enrolment, ModulePage, StepPage, Waiver
from learning.waivers import NotWaived


def _typed(request: HttpRequest, name: str) -> str:
    """The words of this field, without the null bytes that PostgreSQL refuses."""
    return request.POST.get(name, "").replace("\x00", "")


def _chosen(request: HttpRequest, name: str) -> int:
    """The number chosen in this field, one that nothing has where it makes no sense."""
    typed = request.POST.get(name, "")
    return int(typed) if typed.isdecimal() and len(typed) < 10 else 0


def _grant(request: HttpRequest, **what) -> None:
    try:
        grant_waiver(
            actor=request.user, reason=_typed(request, "reason"), evidence=_typed(request, "evidence"), **what
        )
        messages.success(request, _("The waiver is kept: the learner sees it at once."))
    except NotWaived as obstacles:
        messages.error(request, str(obstacles))


@require_POST
def waive(request: HttpRequest, pk: int) -> HttpResponse:
    """Waive a step for the learner of this enrolment, or recognise the whole module."""
    mine = Enrolment.objects.filter(structure__in=structures_of(request.user)).exclude(module=None)
    enrolment = get_object_or_404(mine.select_related("learner", "structure", "module"), pk=pk)
    step = None
    if chosen := request.POST.get("step"):
        steps = StepPage.objects.live().child_of(enrolment.module)
        step = get_object_or_404(steps, pk=_chosen(request, "step")) if chosen else None
    _grant(
        request,
        learner=enrolment.learner,
        module=enrolment.module,
        structure=enrolment.structure,
        step=step,
    )
    return redirect("inscriptions_modeladmin_inspect", instance_pk=enrolment.pk)


@require_POST
def recognise(request: HttpRequest, pk: int) -> HttpResponse:
    """Recognise a whole module for somebody who learns in one's houses, enrolled in it or not."""
    mine = structures_of(request.user)
    learner = get_object_or_404(User.objects.learners(mine), pk=pk)
    modules = ModulePage.objects.live().of_any(mine).select_related("structure")
    module = get_object_or_404(modules, id=_chosen(request, "module"))
    _grant(request, learner=learner, module=module, structure=module.structure)
    return redirect("apprenants_modeladmin_inspect", instance_pk=learner.pk)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a waiver, with the reason."""
    mine = Waiver.objects.of(structures_of(request.user)).select_related("learner", "structure")
    waiver = get_object_or_404(mine, pk=pk)
    try:
        end_waiver(waiver=waiver, actor=request.user, reason=_typed(request, "reason"))
        messages.success(request, _("The waiver is ended: what was finished stays finished."))
    except NotWaived as obstacles:
        messages.error(request, str(obstacles))
    return redirect("dispenses_modeladmin_inspect", instance_pk=waiver.pk)
