"""What learners send from activities: work, a position, decisions, declarations."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.actions.begin_case import begin_case
from learning.actions.decide_in_case import decide_in_case
from learning.actions.declare_activity import declare_activity
from learning.actions.hand_in import hand_in
from learning.actions.position_oneself import position_oneself
from learning.actions.save_draft import Saved, save_draft
from learning.actions.take_back import take_back
from learning.activities.refusals import Refused
from learning.file_refusals import words_of_file
from learning.locks import Locked
from learning.models import (
    AssignmentPage,
    CaseRun,
    CaseStudyPage,
    Enrolment,
    ExternalActivityPage,
    SelfAssessmentPage,
    StepPage,
    SubmittedFile,
)
from learning.posted import posted_from

DECLARED = ("done_on", "hours", "minutes", "place", "note")


@posted_from(AssignmentPage.objects.published_once)
def save_work(request: HttpRequest, assignment: AssignmentPage) -> HttpResponse:
    """Keep the draft, and hand it in where the button says so."""
    enrolment, handing_in = _mine(request, assignment), "hand_in" in request.POST
    try:
        saved = save_draft(
            enrolment=enrolment,
            assignment=assignment,
            text=typed(request, "text"),
            files=request.FILES.getlist("files"),
            taken_out=request.POST.getlist("take_out"),
        )
        if handing_in and not saved.not_taken:
            hand_in(enrolment=enrolment, assignment=assignment, actor=request.user)
    except (Refused, Locked) as refused:
        return _answer(request, assignment, str(refused), messages.WARNING)
    return _say_saved(request, assignment, saved, handed_in=handing_in and not saved.not_taken)


@posted_from(AssignmentPage.objects.published_once)
def take_work_back(request: HttpRequest, assignment: AssignmentPage) -> HttpResponse:
    try:
        take_back(enrolment=_mine(request, assignment), assignment=assignment, actor=request.user)
    except Refused as refused:
        return _answer(request, assignment, str(refused), messages.WARNING)
    return _answer(request, assignment, _("Your work is a draft again: go on, then hand it in."))


@login_required
@require_safe
def work_file(request: HttpRequest, pk: int) -> FileResponse:
    """A file of one's own, or of work handed in to the house that one trains in: to keep, never to run."""
    one = get_object_or_404(SubmittedFile.objects.readable_by(request.user), id=pk)
    response = FileResponse(
        one.file.open(), as_attachment=True, filename=one.name, content_type="application/octet-stream"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@posted_from(SelfAssessmentPage.objects.published_once)
def position(request: HttpRequest, page: SelfAssessmentPage) -> HttpResponse:
    levels = {key: whole(request.POST.get(f"level-{key}", "")) for key, _text in page.objectives()}
    said = {"levels": levels, "comment": typed(request, "comment")[:2000]}
    try:
        position_oneself(enrolment=_mine(request, page), page=page, actor=request.user, **said)
    except (Refused, Locked) as refused:
        return _answer(request, page, str(refused), messages.WARNING)
    return _answer(request, page, _("Noted. You may change your mind at any time."))


@posted_from(CaseStudyPage.objects.published_once)
def play_case(request: HttpRequest, page: CaseStudyPage) -> HttpResponse:
    """Begin, or go back to a situation met before as a new try."""
    enrolment, token = _mine(request, page), request.POST.get("run", "")
    former = get_object_or_404(CaseRun.objects.at(enrolment, page), pk=whole(token)) if token else None
    try:
        begin_case(enrolment=enrolment, page=page, former=former, place=whole(request.POST.get("place", "")))
    except Locked as refused:
        messages.warning(request, str(refused))
    return redirect(f"{page.get_url(request)}#situation")


@posted_from(CaseStudyPage.objects.published_once)
def decide(request: HttpRequest, page: CaseStudyPage) -> HttpResponse:
    runs = CaseRun.objects.at(_mine(request, page), page).select_related("enrolment")
    run = get_object_or_404(runs, pk=whole(request.POST.get("run", "")))
    place, choice = (whole(request.POST.get(name, "")) for name in ("place", "choice"))
    try:
        decide_in_case(run=run, page=page, place=place, choice=choice, actor=request.user)
    except (Refused, Locked) as refused:
        messages.warning(request, str(refused))
    return redirect(f"{page.get_url(request)}#situation")


@posted_from(ExternalActivityPage.objects.published_once)
def declare(request: HttpRequest, page: ExternalActivityPage) -> HttpResponse:
    hours, minutes = (whole(request.POST.get(name) or "0") for name in ("hours", "minutes"))
    said = {name: typed(request, name) for name in ("place", "note")}
    length = None if hours is None or minutes is None else hours * 60 + minutes
    enrolment, day = _mine(request, page), day_in(request.POST.get("done_on", ""))
    try:
        declare_activity(
            enrolment=enrolment, page=page, done_on=day, minutes=length, actor=request.user, **said
        )
    except (Refused, Locked) as refused:
        request.session[f"declared-{page.pk}"] = {name: typed(request, name) for name in DECLARED}
        return _answer(request, page, str(refused), messages.WARNING)
    request.session.pop(f"declared-{page.pk}", None)
    return _answer(request, page, _("Your declaration is sent: a trainer answers it, and you will be told."))


def _say_saved(request: HttpRequest, page: AssignmentPage, saved: Saved, *, handed_in: bool) -> HttpResponse:
    if "autosave" in request.POST:
        return HttpResponse(status=204)
    for name, problem in saved.not_taken:
        limits = {"asked": page.endings, "largest_mb": page.largest_mb, "most": page.most_files}
        messages.error(request, words_of_file(name, problem, **limits))
    if handed_in:
        words = _("Your work is handed in. Your trainer reads it and answers you; you will be told.")
        return _answer(request, page, words)
    return _answer(request, page, _("Your draft is kept. Nobody else reads it before you hand it in."))


def _answer(request: HttpRequest, page: StepPage, words: str, level: int = messages.SUCCESS) -> HttpResponse:
    """Back to the page, with these words; without them where a script saved by itself."""
    if "autosave" in request.POST:
        return HttpResponse(status=409)
    messages.add_message(request, level, words)
    return redirect(page.get_url(request) or "learning:dashboard")


def _mine(request: HttpRequest, step: StepPage) -> Enrolment:
    mine = Enrolment.objects.by(request.user).active().taking(step)
    return get_object_or_404(mine.select_related("structure"))


def typed(request: HttpRequest, name: str) -> str:
    """The words of this field, without the null bytes that PostgreSQL refuses."""
    return request.POST.get(name, "").replace("\x00", "")


def whole(words: str) -> int | None:
    """A whole number that a form holds; None for anything else."""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None


def day_in(words: str):
    """A day that a form holds; None for anything else."""
    try:
        return parse_date(words)
    except ValueError:
        return None
