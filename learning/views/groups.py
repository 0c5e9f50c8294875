"""A learner's groups, their deadlines, and the calendar that tells them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.actions import open_feed as feeds
from learning.actions.leave_group import leave_group
from learning.calendars import calendar_of
from learning.deadlines import deadlines_of
from learning.models import CalendarFeed, Enrolment, Group, GroupMembership, ModulePage


@login_required
@require_safe
def group(request: HttpRequest, pk: int) -> HttpResponse:
    """A group to one of its people: words of welcome, deadlines, modules with their own progress."""
    mine = Group.objects.joined_by(request.user).select_related("structure", "referent", "path_page")
    found = get_object_or_404(mine.with_counts(), id=pk)
    keys = [module.translation_key for module in found.taught()]
    enrolments = Enrolment.objects.by(request.user).active().filter(module_key__in=keys)
    studies = ModulePage.objects.enrolled(enrolments, request=request)
    studies.sort(key=lambda study: keys.index(study.enrolment.module_key))
    dues = deadlines_of(request.user, studies=studies, request=request)
    own = [due for due in dues if due.group_id == found.pk]
    return render(request, "learning/group.html", {"group": found, "studies": studies, "dues": own})


@login_required
@require_POST
def leave(request: HttpRequest, pk: int) -> HttpResponse:
    mine = GroupMembership.objects.present().by(request.user).select_related("group__structure")
    leave_group(stay=get_object_or_404(mine, group__id=pk), actor=request.user)
    messages.success(request, _("You have left the group. Its modules stay in your list."))
    return redirect("learning:dashboard")


@login_required
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """All one's deadlines, and the private address by which a calendar follows them."""
    feed = CalendarFeed.objects.filter(person=request.user).first()
    dues = deadlines_of(request.user, request=request)
    return render(request, "learning/calendar.html", {"dues": dues, "feed": feed})


@login_required
@require_POST
def open_calendar(request: HttpRequest) -> HttpResponse:
    feeds.open_feed(person=request.user)
    messages.success(request, _("Here is your private address. The one before, if any, answers no more."))
    return redirect("learning:calendar")


@login_required
@require_POST
def close_calendar(request: HttpRequest) -> HttpResponse:
    feeds.close_feed(person=request.user)
    messages.success(request, _("Your private address answers no more."))
    return redirect("learning:calendar")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The deadlines of whoever was given this address: it is the key, so nobody signs in."""
    given = CalendarFeed.objects.filter(person__is_active=True).select_related("person")
    person = get_object_or_404(given, token=token).person
    return _calendar(request, deadlines_of(person, request=request), "echeances.ics")


@login_required
@require_safe
def deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """One of one's deadlines, to put in a calendar."""
    mine = {due.pk: due for due in deadlines_of(request.user, request=request)}
    if pk not in mine:
        raise Http404
    return _calendar(request, [mine[pk]], f"echeance-{pk}.ics")


def _calendar(request: HttpRequest, dues: list, filename: str) -> HttpResponse:
    response = HttpResponse(calendar_of(dues, request=request), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
