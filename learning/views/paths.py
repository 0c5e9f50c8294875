"""Joining and leaving a path."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from cms.sites import is_here, structure_of
from learning.actions.join_path import join_path
from learning.actions.leave_path import leave_path
from learning.models import PathEnrolment, PathPage
from learning.posted import posted_from


@posted_from(PathPage.objects.live)
def join(request: HttpRequest, path: PathPage) -> HttpResponse:
    structure = structure_of(request) or path.structure
    if structure is None or not is_here(request, path):
        raise Http404
    join_path(learner=request.user, path=path, structure=structure, actor=request.user)
    messages.success(request, _("You follow this path: here is where to begin."))
    return redirect(f"{path.get_url(request)}#suite")


@posted_from(PathPage.objects.all)
def leave(request: HttpRequest, path: PathPage) -> HttpResponse:
    mine = PathEnrolment.objects.by(request.user).active().unfinished().filter(path_page=path)
    leave_path(enrolment=get_object_or_404(mine.select_related("structure")), actor=request.user)
    messages.success(request, _("You have left the path. Your modules stay yours, and so does what you did."))
    return redirect("learning:dashboard")
