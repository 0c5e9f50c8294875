"""Pages of one's own record, looked up through its owner: for anybody else there is nothing here."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.sites import structure_of
from skills.actions.declare_level import declare_level
from skills.actions.remove_mission import remove_mission
from skills.evidence import KINDS
from skills.forms import LevelForm
from skills.models import Claim, Mission
from skills.space import Space


def my_mission(request, pk: int) -> Mission:
    return get_object_or_404(
        Mission.objects.of(request.user).select_related("association", "volunteer"), pk=pk
    )


@require_safe
@login_required
@never_cache
def space(request):
    return render(request, "skills/space.html", {"space": Space(request.user, structure_of(request))})


@require_safe
@login_required
@never_cache
def mission(request, pk: int):
    """One mission, whole."""
    found = my_mission(request, pk)
    mine = Space(request.user, structure_of(request))
    lines = [line for line in mine.lines.values() if any(one.pk == found.pk for one in line.missions)]
    said = mine.said.get(found.pk, [])
    given = {
        "mission": found,
        "lines": lines,
        "said": said,
        "attested": any(one.counts for one in said),
        "evidence": found.evidence.prefetch_related("claims"),
        "kinds": [kind for kind in KINDS if kind.is_offered(found)],
    }
    return render(request, "skills/mission.html", given)


@require_POST
@login_required
def remove(request, pk: int):
    remove_mission(mission=my_mission(request, pk), actor=request.user)
    messages.success(request, _("The mission is removed from your record."))
    return redirect("skills:space")


@require_POST
@login_required
def level(request, pk: int):
    claim = get_object_or_404(Claim.objects.of(request.user), pk=pk)
    form = LevelForm(request.POST)
    if form.is_valid():
        declare_level(claim=claim, actor=request.user, level=form.cleaned_data["level"])
        messages.success(request, _("Your level is changed."))
    return redirect("skills:space")
