"""Answering a quiz: an attempt begun, its answers saved as they are given, then how it went."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from learning.actions.begin_attempt import NotOpen, begin_attempt
from learning.actions.reveal_answer import reveal_answer
from learning.actions.save_answers import AttemptClosed, save_answers
from learning.actions.submit_attempt import submit_attempt
from learning.attempt_page import AttemptPage, number_in
from learning.models import Attempt, Enrolment, ModulePage, QuizPage
from learning.posted import posted_from
from learning.refusals import why_not_begun

GO = re.compile(r"(page|check):(\d{1,3})|save|send")


@posted_from(QuizPage.objects.published_once)
def begin(request: HttpRequest, quiz: QuizPage) -> HttpResponse:
    mine = Enrolment.objects.by(request.user).active().taking(quiz)
    enrolment = get_object_or_404(mine.select_related("structure"))
    try:
        attempt = begin_attempt(enrolment=enrolment, quiz=quiz, actor=request.user)
    except NotOpen as refused:
        messages.warning(request, why_not_begun(refused))
        return redirect(quiz.get_url(request) or "learning:dashboard")
    return redirect("learning:attempt", attempt.token)


@login_required
@require_safe
def attempt(request: HttpRequest, token: UUID) -> HttpResponse:
    """An attempt under way, or how it went, to the one who makes it."""
    mine = _mine(request, token)
    study = ModulePage.objects.enrolled([mine.enrolment], request=request)[0]
    page = AttemptPage(mine, at=number_in(request.GET.get("question", "")))
    context = {
        "attempt": mine,
        "page": None,
        "shown": page,
        "study": study,
        "planned": study.step_of(mine.quiz_key),
        "again": page.worth_reviewing(study),
    }
    name = "attempt_under_way" if mine.is_open else "attempt"
    return render(request, f"learning/{name}.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, token: UUID) -> HttpResponse:
    """Save what the form holds, then go where its button says: another question, a correction, or the end."""
    mine = _mine(request, token)
    go = GO.fullmatch(request.POST.get("go", "save"))
    answers, certainty = AttemptPage(mine).given(request.POST)
    try:
        save_answers(attempt=mine, answers=answers, certainty=certainty, actor=request.user)
    except AttemptClosed:
        return _too_late(request, mine)
    if _wants_json(request):
        return JsonResponse({"saved": sorted(answers)})
    return _go_on(request, mine, go)


def _go_on(request: HttpRequest, mine: Attempt, go: re.Match | None) -> HttpResponse:
    address = reverse("learning:attempt", args=[mine.token])
    if go and go[0] == "send":
        submit_attempt(attempt=mine, actor=request.user)
    elif go and go[1] == "check":
        reveal_answer(attempt=mine, number=int(go[2]), actor=request.user)
        address += f"?question={go[2]}#question-{go[2]}"
    elif go and go[1] == "page":
        address += f"?question={go[2]}#contenu"
    else:
        messages.success(request, _("Your answers are saved: you may stop here and come back later."))
    return redirect(address)


def _too_late(request: HttpRequest, mine: Attempt) -> HttpResponse:
    """What was saved in time is sent; what came after is not, and the learner is told so."""
    if mine.is_open:
        submit_attempt(attempt=mine, actor=None, at=mine.due_at)
    if _wants_json(request):
        return JsonResponse({"closed": reverse("learning:attempt", args=[mine.token])}, status=409)
    messages.info(request, _("This attempt was already sent: the answers saved before count."))
    return redirect("learning:attempt", mine.token)


def _mine(request: HttpRequest, token: UUID) -> Attempt:
    found = Attempt.objects.by(request.user).for_result().filter(token=token).first()
    if found is None:
        raise Http404
    return found


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"
