"""What trainers answer from the administration. Looked up through whoever asks."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from learning.actions.confirm_declaration import confirm_declaration
from learning.actions.refuse_declaration import refuse_declaration
from learning.actions.return_work import return_work
from learning.activities.refusals import Refused
from learning.activities.telling import DECLARATIONS, WORKS
from learning.models import Declaration, Submission
from learning.work_forms import AppraisalForm, DeclarationForm


@require_POST
def answer_work(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept a piece of work, or return it to complete. What was typed comes back with the page if it is refused."""
    mine = Submission.objects.read_by_team(request.user).select_related("enrolment__learner")
    work = get_object_or_404(mine, id=pk)
    form = AppraisalForm(request.POST, rubric=work.rubric)
    if not form.is_valid():
        raise Http404
    try:
        return_work(submission=work, actor=request.user, **form.answer)
    except Refused as refused:
        messages.error(request, str(refused))
        request.session[f"appraisal-{work.pk}"] = form.as_typed
    else:
        request.session.pop(f"appraisal-{work.pk}", None)
        messages.success(request, _("Your answer is sent: the learner is told."))
    return redirect(WORKS, work.pk)


@require_POST
def answer_declaration(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Declaration.objects.read_by_team(request.user).select_related("enrolment")
    declaration, form = get_object_or_404(mine, id=pk), DeclarationForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
        return redirect(DECLARATIONS, declaration.pk)
    act = confirm_declaration if form.cleaned_data["verdict"] == "confirm" else refuse_declaration
    try:
        act(declaration=declaration, actor=request.user, **form.answer)
        messages.success(request, _("Your answer is sent: the learner is told."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect(DECLARATIONS, declaration.pk)
