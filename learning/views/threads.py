"""Questions to the trainer: sent from a step, read and continued on one's own pages. Looked up through the person."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.actions import close_thread as closing
from learning.actions.open_thread import open_thread
from learning.actions.say import say
from learning.models import Enrolment, StepPage, Thread
from learning.posted import posted_from
from learning.rules.talk import Refusal
from learning.threads import NotSaid
from learning.throttle import may_try

AN_HOUR, MOST_AN_HOUR = 3600, 20


def token_of(request: HttpRequest) -> UUID:
    """The form's own mark; another one where it has none that makes sense."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()


def check_pace(request: HttpRequest) -> None:
    """Raises NotSaid beyond so many messages an hour."""
    if not may_try("message", request.user.pk, most=MOST_AN_HOUR, seconds=AN_HOUR):
        raise NotSaid(Refusal.TOO_MANY)


@posted_from(lambda: StepPage.objects.live())
def ask(request: HttpRequest, step: StepPage) -> HttpResponse:
    """Open a thread on this step. What cannot be kept is shown again, with why."""
    mine = Enrolment.objects.by(request.user).active().taking(step)
    enrolment = get_object_or_404(mine.select_related("structure", "module", "learner"))
    kind = Thread.Kind.ERROR if request.POST.get("kind") == "error" else Thread.Kind.QUESTION
    try:
        check_pace(request)
        thread = open_thread(
            enrolment=enrolment,
            step=step,
            actor=request.user,
            kind=kind,
            text=request.POST.get("text", ""),
            quote=request.POST.get("quote", ""),
            is_shared="share" in request.POST,
            token=token_of(request),
        )
    except NotSaid as obstacle:
        context = {"step": step, "obstacle": obstacle, "posted": request.POST, "kind": kind}
        return render(request, "learning/ask_again.html", context, status=400)
    messages.success(request, _said(thread, is_shared="share" in request.POST))
    return redirect(f"{step.get_url(request)}#echanges")


def _said(thread: Thread, *, is_shared: bool) -> str:
    if thread.kind == Thread.Kind.ERROR:
        return _("Thank you: the error is reported to the trainers.")
    if is_shared and thread.group is None:
        return _("Your question is sent. You are in no group here: only the trainers and you will read it.")
    return _("Your question is sent. You will be told when it is answered.")


@login_required
@require_safe
def threads(request: HttpRequest) -> HttpResponse:
    """One's own threads and those shared with one's groups, the last first."""
    seen = Thread.objects.seen_by(request.user).select_related("author", "group", "module")
    page = Paginator(seen, 20).get_page(request.GET.get("page"))
    return render(request, "learning/threads.html", {"page_obj": page})


@login_required
@require_safe
def thread(request: HttpRequest, pk: int) -> HttpResponse:
    """One exchange, where its author goes on or closes it."""
    seen = Thread.objects.seen_by(request.user).select_related("author", "group", "step")
    found = get_object_or_404(seen, id=pk)
    return render(request, "learning/thread.html", _context(found))


def _context(found: Thread, **more) -> dict:
    said = found.messages.select_related("author")
    return {"thread": found, "said": said, "token": uuid4()} | more


@login_required
@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Thread.objects.filter(author=request.user), id=pk)
    text = request.POST.get("text", "")
    try:
        check_pace(request)
        say(thread=found, actor=request.user, text=text, token=token_of(request), is_from_team=False)
    except NotSaid as obstacle:
        context = _context(found, obstacle=obstacle, text=text)
        return render(request, "learning/thread.html", context, status=400)
    messages.success(request, _("Your message is sent."))
    return redirect("learning:thread", pk=found.pk)


@login_required
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close one's own thread, or open it again."""
    found = get_object_or_404(Thread.objects.filter(author=request.user), id=pk)
    change = closing.reopen_thread if "reopen" in request.POST else closing.close_thread
    change(thread=found, actor=request.user)
    return redirect("learning:thread", pk=found.pk)
