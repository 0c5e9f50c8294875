"""Bringing hours from elsewhere: a file, its columns, what it would make, then kept. Works without JavaScript."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cms.sites import structure_of
from skills.actions.bring_timesheet import bring_timesheet, choose_columns
from skills.actions.drop_timesheet import drop_timesheet
from skills.actions.keep_timesheet import keep_timesheet
from skills.import_forms import ColumnsForm, TimesheetForm
from skills.interview import posted, screen
from skills.models import Timesheet
from skills.refusals import FILES, Refused
from skills.rules.timesheets import FileProblem
from skills.timesheets import Plan


def my_timesheet(request, pk: int) -> Timesheet:
    return get_object_or_404(Timesheet.objects.of(request.user).select_related("volunteer"), pk=pk)


@screen
def bring(request):
    """The file."""
    form = TimesheetForm(posted(request), request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = bring_timesheet(
                actor=request.user,
                structure=structure_of(request),
                content=file.read(),
                file_name=file.name,
            )
            return redirect("skills:timesheet", pk=made.pk)
        except Refused as reason:
            form.add_error("file", str(reason))
    return render(request, "skills/import.html", {"form": form}, status=400 if form.errors else 200)


@screen
def look(request, pk: int):
    """What the file would make, and the choice of its columns. Once kept, there is nothing left to look at."""
    timesheet = my_timesheet(request, pk)
    if timesheet.kept_at:
        return redirect("skills:space")
    plan = Plan(timesheet)
    initial = timesheet.columns | {"role_unsaid": timesheet.role}
    form = ColumnsForm(posted(request), table=plan.table, initial=initial)
    if form.is_valid():
        role = form.cleaned_data["role_unsaid"]
        choose_columns(timesheet=timesheet, actor=request.user, columns=form.columns, role=role)
        return redirect("skills:timesheet", pk=pk)
    problem = FILES[plan.problem] if plan.problem else ""
    return render(
        request,
        "skills/timesheet.html",
        {
            "timesheet": timesheet,
            "plan": plan,
            "form": form,
            "problem": problem,
            "lacks_columns": plan.problem == FileProblem.NO_COLUMN,
        },
        status=400 if form.errors else 200,
    )


@require_POST
@login_required
def keep(request, pk: int):
    try:
        kept = keep_timesheet(timesheet=my_timesheet(request, pk), actor=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return redirect("skills:timesheet", pk=pk)
    messages.success(request, _kept_in_words(kept))
    return redirect("skills:space")


def _kept_in_words(kept: Timesheet) -> str:
    n = kept.outcome["kept"]
    words = ngettext("%(n)s line is kept.", "%(n)s lines are kept.", n) % {"n": n}
    return f"{words} {_('Go on with each mission: say what you did, and what you can do.')}"


@require_POST
@login_required
def drop(request, pk: int):
    drop_timesheet(timesheet=my_timesheet(request, pk), actor=request.user)
    messages.success(request, _("Your file is forgotten: nothing was made of it."))
    return redirect("skills:space")
