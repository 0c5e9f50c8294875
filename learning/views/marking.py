"""What trainers send from the administration: marks of open answers, more time for a learner."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from learning.actions.grant_accommodation import NotGranted, grant_accommodation
from learning.actions.mark_answer import NotMarked, mark_answer
from learning.modeladmins.marking import structures_taught
from learning.modeladmins.people import structures_of
from learning.models import Answer


@require_POST
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the marks of one answer, then show the next that waits in the same quiz."""
    desk = Answer.objects.for_desk(structures_taught(request.user))
    answer = get_object_or_404(desk.select_related("attempt__enrolment"), pk=pk)
    points = [_whole(value) for value in request.POST.getlist("points")]
    comment = request.POST.get("comment", "").replace("\x00", "")[:2000]
    try:
        mark_answer(answer=answer, actor=request.user, points=points, comment=comment)
    except NotMarked as reason:
        messages.error(request, str(reason))
        return redirect("reponses_a_lire_modeladmin_inspect", instance_pk=answer.pk)
    messages.success(request, _("The marks are kept. The learner is told once nothing waits any more."))
    following = (
        desk.waiting()
        .filter(attempt__quiz_key=answer.attempt.quiz_key)
        .order_by("attempt__submitted_at", "pk")
    )
    after = following.exclude(attempt__enrolment__learner=request.user).first()
    if after is None:
        return redirect("reponses_a_lire_modeladmin_index")
    return redirect("reponses_a_lire_modeladmin_inspect", instance_pk=after.pk)


@require_POST
def accommodate(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a learner of one's structures more time at quizzes, or end it."""
    mine = structures_of(request.user)
    learner = get_object_or_404(User.objects.learners(mine), pk=pk)
    structure = get_object_or_404(mine, pk=_whole(request.POST.get("structure", "")) or 0)
    percent = _whole(request.POST.get("percent", ""))
    try:
        grant_accommodation(
            learner=learner,
            structure=structure,
            extra_time_percent=-1 if percent is None else percent,
            reason=request.POST.get("reason", "").replace("\x00", ""),
            until=_day(request.POST.get("until", "")),
            actor=request.user,
        )
        messages.success(request, _("Kept: it holds from their next attempt on."))
    except NotGranted as reason:
        messages.error(request, str(reason))
    return redirect("apprenants_modeladmin_inspect", instance_pk=learner.pk)


def _whole(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _day(text: str):
    try:
        return parse_date(text)
    except ValueError:
        return None
