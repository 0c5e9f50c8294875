"""What staff send about frameworks from the administration. Looked up through the person."""

from __future__ import annotations

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Structure
from skills.actions.draft_framework import draft_framework
from skills.actions.publish_framework import publish_framework
from skills.models import Framework
from skills.refusals import Refused


def _page_of(framework: Framework, what: str = "inspect"):
    return redirect(f"referentiels_modeladmin_{what}", instance_pk=framework.pk)


@require_POST
def draft(request, pk: int):
    """The draft of the next version: of the same framework, or of one's own house from everybody's."""
    source = get_object_or_404(Framework.objects.readable_by(request.user), pk=pk)
    asked = request.POST.get("structure", "")
    houses = Structure.objects.managed_by(request.user)
    structure = get_object_or_404(houses, pk=asked) if asked.isdecimal() else source.structure
    try:
        made = draft_framework(source=source, structure=structure, actor=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return _page_of(source)
    return _page_of(made, "edit")


@require_POST
def publish(request, pk: int):
    framework = get_object_or_404(Framework.objects.writable_by(request.user), pk=pk)
    try:
        publish_framework(framework=framework, actor=request.user)
        messages.success(request, _("It is in force: from now on people choose in it."))
    except Refused as reason:
        messages.error(request, str(reason))
    return _page_of(framework)
