"""What staff send about questions of learners, from the administration. Looked up through the person."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.actions import close_thread as closing
from learning.actions.say import say
from learning.models import Thread
from learning.threads import NotSaid
from learning.views.threads import token_of


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    thread = get_object_or_404(Thread.objects.answered_by_team(request.user), id=pk)
    try:
        text = request.POST.get("text", "")
        say(thread=thread, actor=request.user, text=text, token=token_of(request), is_from_team=True)
        messages.success(request, _("The answer is sent: the learner is told."))
    except NotSaid as obstacle:
        messages.error(request, str(obstacle))
    return redirect("echanges_modeladmin_inspect", instance_pk=thread.pk)


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a thread, or open it again."""
    thread = get_object_or_404(Thread.objects.answered_by_team(request.user), id=pk)
    change = closing.reopen_thread if "reopen" in request.POST else closing.close_thread
    change(thread=thread, actor=request.user)
    return redirect("echanges_modeladmin_inspect", instance_pk=thread.pk)
