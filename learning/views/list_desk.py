"""What the team answers to requests, and does with lists of people."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.actions.decide_request import decide_request
from learning.actions.enrol_list import send_list
from learning.models import EnrolmentList, EnrolmentRequest
from learning.ways_in import Refused

VERDICTS = {"accept": True, "refuse": False}


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept or refuse a request to enrol."""
    asked = get_object_or_404(EnrolmentRequest.objects.decided_by_team(request.user), id=pk)
    accepts, reason = VERDICTS.get(request.POST.get("verdict", "")), request.POST.get("reason", "")
    if accepts is None:
        raise Http404
    try:
        decide_request(request=asked, actor=request.user, accepts=accepts, reason=reason[:300])
        messages.success(request, _("Your answer is kept, and the person is told."))
    except Refused as obstacle:
        messages.error(request, str(obstacle))
    return redirect("demandes_modeladmin_inspect", asked.pk)


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Enrol the good lines of a list: the worker does it."""
    people = get_object_or_404(EnrolmentList.objects.seen_by(request.user).select_related("structure"), id=pk)
    if send_list(people=people, actor=request.user):
        messages.success(request, _("The list is on its way: this page says how far it is."))
    return redirect("listes_modeladmin_inspect", people.pk)
