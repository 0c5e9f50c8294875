"""Correcting a wrong key: what would change, then marking again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_q.tasks import async_task

from learning.actions.regrade import NotRegraded, begin_regrade, preview_regrade
from learning.models import Answer, BankQuestion, QuestionBank, QuizPage, Regrade
from learning.querysets.banks import writable_banks
from learning.questions.asked import Question
from learning.rules.regrading import Preview

if TYPE_CHECKING:
    from accounts.models import Structure

SHOWN = 50


@dataclass(frozen=True)
class Corrected:
    """The question whose key was corrected: in one quiz, or in a bank and wherever it was drawn."""

    question: Question
    structure: Structure
    title: str
    lead: str
    quiz_key: UUID | None = None


@require_http_methods(["GET", "POST"])
def regrade(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """What the key as it is online would change; a POST with a reason marks again, by the worker."""
    return _answer(request, _in_quiz(request, pk, key))


@require_http_methods(["GET", "POST"])
def regrade_bank_question(request: HttpRequest, pk: int) -> HttpResponse:
    """The same for a question of a bank, in every quiz that drew it."""
    return _answer(request, _in_bank(request, pk))


def _answer(request: HttpRequest, about: Corrected) -> HttpResponse:
    if request.method == "POST":
        return _begin(request, about)
    preview = preview_regrade(question=about.question, quiz_key=about.quiz_key)
    former = Regrade.objects.filter(quiz_key=about.quiz_key, key=about.question.key).select_related("actor")
    context = {
        "about": about,
        "preview": preview,
        "people": _people(preview),
        "former": former.exclude(finished_at=None),
        "pending": former.filter(finished_at=None).exists(),
    }
    return render(request, "learning/admin/regrade.html", context)


def _begin(request: HttpRequest, about: Corrected) -> HttpResponse:
    try:
        with transaction.atomic():
            begun = begin_regrade(
                question=about.question,
                quiz_key=about.quiz_key,
                structure=about.structure,
                actor=request.user,
                reason=request.POST.get("reason", "").replace("\x00", ""),
            )
            transaction.on_commit(lambda: async_task("learning.tasks.regrade", begun.pk))
        messages.success(request, _("The worker marks again: come back in a moment to see what changed."))
    except NotRegraded as refused:
        messages.error(request, str(refused))
    return redirect(request.path)


def _in_quiz(request: HttpRequest, pk: int, key: str) -> Corrected:
    """The question as it is online, in a quiz that whoever asks may edit."""
    quiz = get_object_or_404(QuizPage.objects.live(), id=pk)
    if not quiz.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    question = next((one for one in quiz.asked() if one.key == key), None)
    if question is None or quiz.module.structure is None:
        raise Http404
    lead = _(
        "The answers already given are marked again with the key as it is online now. Correct the question and "
        "publish the quiz first. What was shown to learners does not change."
    )
    return Corrected(question, quiz.module.structure, quiz.title, lead, quiz.translation_key)


def _in_bank(request: HttpRequest, pk: int) -> Corrected:
    """The question as it is in a bank that whoever asks writes."""
    mine = writable_banks(QuestionBank.objects.all(), request.user)
    kept = get_object_or_404(
        BankQuestion.objects.filter(bank__in=mine).select_related("bank__structure"), pk=pk
    )
    lead = _(
        "The answers already given, in every quiz that drew it, are marked again with the key as it is in the bank "
        "now. Correct the question first. What was shown to learners does not change."
    )
    return Corrected(
        Question.of(kept.question[0], key=str(kept.key)), kept.bank.structure, kept.bank.title, lead
    )


def _people(preview: Preview) -> list[tuple[str, str, str]]:
    """The first who change: name, points before, points after. Costs one query."""
    changes = {change.answer: change for change in preview.changes[:SHOWN]}
    rows = Answer.objects.filter(pk__in=list(changes)).select_related("attempt__enrolment__learner")
    return [
        (row.attempt.enrolment.learner.display_name, _said(changes[row.pk].old), _said(changes[row.pk].new))
        for row in rows.order_by("attempt__enrolment__learner__display_name", "pk")
    ]


def _said(points: Fraction) -> str:
    return f"{float(points):.2f}".rstrip("0").rstrip(".").replace(".", ",")
