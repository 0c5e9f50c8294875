"""Import into a bank and export from it, in the administration."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from learning import uploads_kept
from learning.actions.import_questions import import_questions
from learning.bank_contents import questions_to_write
from learning.bank_forms import ExportForm, ImportForm
from learning.exchange import BY_SLUG, Unreadable
from learning.models import QuestionBank
from learning.querysets.banks import readable_banks, writable_banks
from learning.questions import BY_SLUG as KINDS


def about(bank: QuestionBank) -> str:
    return f"bank:{bank.pk}"


def bank_to_write(request: HttpRequest, pk: int) -> QuestionBank:
    """A bank that this person may change. Raises Http404."""
    return get_object_or_404(
        writable_banks(QuestionBank.objects.select_related("structure"), request.user), pk=pk
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a file; see what would be done with it."""
    bank = bank_to_write(request, pk)
    form = ImportForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            report = import_questions(bank=bank, content=content, actor=request.user, dry_run=True)
            uploads_kept.keep(request, about=about(bank), content=content, filename=file.name)
        except Unreadable as error:
            form.add_error("file", str(error))
    return render(request, "learning/admin/bank_import.html", {"bank": bank, "form": form} | shown(report))


def shown(report) -> dict:
    """A report as its page shows it."""
    kinds = sorted(report.per_kind.items(), key=lambda pair: -pair[1]) if report else []
    return {"report": report, "kinds": [(KINDS[slug].label, count) for slug, count in kinds]}


@require_POST
def confirm_import(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the questions of the file that was looked at."""
    bank = bank_to_write(request, pk)
    held = uploads_kept.kept(request, about=about(bank))
    if held is None:
        messages.error(request, _("The file is not kept any more: send it again."))
        return redirect("learning_import_questions", bank.pk)
    content, filename = held
    report = import_questions(bank=bank, content=content, actor=request.user, filename=filename)
    uploads_kept.forget(request)
    words = ngettext("%(n)s question is in the bank.", "%(n)s questions are in the bank.", report.imported)
    messages.success(request, words % {"n": report.imported})
    return redirect("banques_modeladmin_inspect", bank.pk)


@require_safe
def export_bank(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a format and a category; see what it cannot hold; then the file itself."""
    bank = get_object_or_404(readable_banks(QuestionBank.objects.all(), request.user), pk=pk)
    form = ExportForm(request.GET if "format" in request.GET else None, bank=bank)
    chosen = BY_SLUG[form.cleaned_data["format"]] if form.is_valid() else None
    written = chosen.write(questions_to_write(bank, form.cleaned_data["category"])) if chosen else None
    if written and "file" in request.GET:
        response = HttpResponse(written.content, content_type=chosen.content_type)
        response["Content-Disposition"] = f'attachment; filename="{bank.slug}.{chosen.extension}"'
        return response
    context = {"bank": bank, "form": form, "written": written, "query": request.GET.urlencode()}
    return render(request, "learning/admin/bank_export.html", context)
