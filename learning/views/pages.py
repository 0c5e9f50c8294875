"""What a learner does with modules and their lessons."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.sites import is_here, structure_of
from learning.actions.enrol import enrol
from learning.actions.finish_reading import finish_reading
from learning.actions.follow_again import follow_again
from learning.actions.leave import leave
from learning.dashboard import Dashboard
from learning.deadlines import deadlines_of
from learning.locks import Locked
from learning.models import Enrolment, ModulePage, StepPage
from learning.posted import posted_from
from learning.reading import note_reading, reading_in
from learning.same_origin import from_our_pages
from learning.ways_in import Refused


@login_required
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Where this person stands in all their modules, and where to go on."""
    enrolments = Enrolment.objects.for_dashboard(request.user)
    studies = ModulePage.objects.enrolled(enrolments, request=request)
    dues = deadlines_of(request.user, studies=studies, request=request)
    shown = Dashboard(studies, dues=dues, page=request.GET.get("page", ""))
    return render(request, "learning/dashboard.html", {"dashboard": shown})


@posted_from(ModulePage.objects.live)
def enrol_in_module(request: HttpRequest, module: ModulePage) -> HttpResponse:
    structure = structure_of(request) or module.structure
    if structure is None or not is_here(request, module):
        raise Http404
    try:
        enrol(learner=request.user, module=module, structure=structure, actor=request.user)
        messages.success(request, _("You are enrolled: your progress is kept from now on."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect(_here(request, request.POST.get("next", "")) or module.get_url(request))


@posted_from(ModulePage.objects.all)
def leave_module(request: HttpRequest, module: ModulePage) -> HttpResponse:
    mine = Enrolment.objects.by(request.user).active().unfinished().in_module(module)
    leave(enrolment=get_object_or_404(mine.select_related("structure")), actor=request.user)
    messages.success(request, _("You have left the module. What you did is kept if you come back."))
    return redirect("learning:dashboard")


@posted_from(ModulePage.objects.live)
def follow_again_module(request: HttpRequest, module: ModulePage) -> HttpResponse:
    mine = Enrolment.objects.by(request.user).active().in_module(module)
    follow_again(enrolment=get_object_or_404(mine), module=module, actor=request.user)
    messages.success(request, _("The module is open to you again, from its beginning."))
    return redirect(module.get_url(request))


@posted_from(StepPage.objects.finished_by_reading)
def finish_step(request: HttpRequest, step: StepPage) -> HttpResponse:
    enrolment = get_object_or_404(Enrolment.objects.by(request.user).active().taking(step))
    try:
        finish_reading(enrolment=enrolment, step=step, actor=request.user)
    except Locked as locked:
        messages.info(request, str(locked))
        return redirect(locked.lock.url or step.get_url(request))
    study = step.module.study_of(request)
    if study.is_finished and not enrolment.completed_at:
        messages.success(request, _("You have finished the module: well done!"))
    return redirect(study.onward_from(step))


@csrf_exempt  # a visitor's page carries no token; see learning.same_origin
@require_POST
@from_our_pages
def mark_read(request: HttpRequest, pk: int) -> HttpResponse:
    """A visitor's word that they read a step, kept in their own session."""
    step = get_object_or_404(StepPage.objects.finished_by_reading().live(), id=pk)
    if not is_here(request, step):
        raise Http404
    if request.user.is_authenticated:
        return redirect(step.get_url(request))
    study = step.module.study_of(request)
    if way := study.way_to(step, [one.key for one in reading_in(request.session)]):
        return redirect(way)
    note_reading(request.session, step)
    return redirect(study.onward_from(step))


def _here(request: HttpRequest, address: str) -> str:
    """The address, when it is one of this site, written as pages write it: from its root."""
    safe = address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
    return address if safe else ""
