"""What supports a mission: added, opened and removed by its owner."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from skills import storage
from skills.actions.add_evidence import add_evidence
from skills.actions.remove_evidence import remove_evidence
from skills.evidence import BY_SLUG
from skills.interview import screen
from skills.models import Evidence
from skills.refusals import Refused
from skills.views import my_mission


def _mine(request, pk: int) -> Evidence:
    return get_object_or_404(Evidence.objects.of(request.user), pk=pk)


def _page_of(mission_id: int):
    return redirect(reverse("skills:mission", args=[mission_id]) + "#preuves")


@screen
def add(request, pk: int, kind: str):
    """The form of one kind of evidence, beside one mission."""
    mission = my_mission(request, pk)
    if kind not in BY_SLUG or not BY_SLUG[kind].is_offered(mission):
        raise Http404
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = BY_SLUG[kind](*sent, mission=mission)
    if form.is_valid():
        try:
            claims = form.cleaned_data["claims"]
            add_evidence(mission=mission, actor=request.user, shown=form.shown, claims=claims)
            messages.success(request, _("It is kept beside your mission. You alone see it."))
            return _page_of(mission.pk)
        except Refused as reason:
            form.add_error(None, str(reason))
    given = {"form": form, "mission": mission}
    return render(request, "skills/evidence_form.html", given, status=400 if form.errors else 200)


@require_safe
@login_required
@never_cache
def file(request, pk: int):
    """One's own file: a photograph to look at, anything else to keep, never to run."""
    evidence = _mine(request, pk)
    if not evidence.file_name:
        raise Http404
    try:
        stored = storage.record_storage().open(evidence.file_name)
    except OSError:
        raise Http404 from None
    photo = evidence.alt != ""
    response = FileResponse(
        stored,
        as_attachment=not photo,
        filename=evidence.original_name,
        content_type="image/jpeg" if photo else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
@login_required
def remove(request, pk: int):
    evidence = _mine(request, pk)
    remove_evidence(evidence=evidence, actor=request.user)
    messages.success(request, _("It is removed from your record."))
    return _page_of(evidence.mission_id)
