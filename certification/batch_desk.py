"""Batches of certificates in the administration: chosen, watched, paused, tried again, taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.files.storage import storages
from django.db.models import Count
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Structure
from accounts.rules.roles import PUBLISHING_ROLES
from certification.actions.pause_batch import pause_batch
from certification.actions.remake_batch_files import remake_batch_files
from certification.actions.resume_batch import resume_batch
from certification.actions.retry_batch import retry_batch
from certification.actions.start_batch import start_batch
from certification.evidence import eligibilities_of, with_record
from certification.models import Batch, BatchItem, Dossier, Scheme
from certification.refusals import Refused
from certification.rules.batches import MOST
from certification.rules.eligibility import from_record

READY = ("submitted", "validated")


def progress_of(batch: Batch) -> dict[str, Any]:
    """What the page shows of a batch, and what it asks for again while something goes on. Costs two queries."""
    refused = batch.items.filter(state=BatchItem.State.REFUSED).select_related("dossier__candidate")
    progress = batch.progress()
    return {
        "batch": batch,
        "progress": progress,
        "refused": refused.order_by("pk")[:MOST] if progress.refused else [],
        "goes_on": batch.state == Batch.State.RUNNING
        or progress.granted > 0
        or (progress.issued > 0 and batch.awaits_files),
    }


def for_deciders(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For validators and managers; anybody else cannot tell that there is such a page."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        user = request.user
        if not user.is_superuser and not any(
            one.role in PUBLISHING_ROLES for one in user.current_memberships
        ):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@for_deciders
def new_batch(request: HttpRequest) -> HttpResponse:
    """Choose a certificate, then the dossiers of a batch; start it."""
    scheme = _scheme_asked(request)
    if request.method == "POST" and scheme and (batch := _start(request, scheme.structure)):
        return redirect("lots_modeladmin_inspect", instance_pk=batch.pk)
    dossiers = _ready(request, scheme) if scheme else []
    return render(
        request,
        "certification/desk/new_batch.html",
        {
            "scheme": scheme,
            "schemes": [] if scheme else _schemes(request),
            "dossiers": dossiers,
            "most": MOST,
            "title": f"{scheme.title}, {date_format(timezone.localdate(), 'j F Y')}" if scheme else "",
        },
    )


def _scheme_asked(request: HttpRequest) -> Scheme | None:
    asked = request.POST.get("scheme") or request.GET.get("scheme") or ""
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 12:
        raise Http404
    mine = Dossier.objects.staffed_by(request.user).values("version__scheme")
    return get_object_or_404(Scheme.objects.select_related("structure"), pk=int(asked), pk__in=mine)


def _start(request: HttpRequest, structure: Structure) -> Batch | None:
    chosen = {int(pk) for pk in request.POST.getlist("dossier") if pk.isdecimal() and len(pk) < 12}
    title = request.POST.get("title", "").replace("\x00", "")
    try:
        batch = start_batch(structure=structure, dossiers=chosen, title=title, actor=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return None
    messages.success(request, _("The batch is started. You may close this page: it goes on."))
    return batch


def _schemes(request: HttpRequest) -> list[Scheme]:
    """The certificates that have dossiers to issue, with how many. One query."""
    waiting = Dossier.objects.staffed_by(request.user).for_batch().filter(state__in=READY)
    counts = dict(waiting.order_by().values_list("version__scheme").annotate(count=Count("pk")))
    found = list(Scheme.objects.filter(pk__in=counts).select_related("structure"))
    for scheme in found:
        scheme.waiting = counts[scheme.pk]
    return found


def _ready(request: HttpRequest, scheme: Scheme) -> list[Dossier]:
    """The dossiers that may be issued, with whether each is complete; not one's own, nor those of a jury.

    Five queries, however many.
    """
    waiting = Dossier.objects.staffed_by(request.user).for_batch().filter(version__scheme=scheme)
    waiting = waiting.filter(state__in=READY).exclude(candidate=request.user)
    found = [
        one
        for one in with_record(waiting.order_by("candidate__display_name", "pk"))[:MOST]
        if one.state == Dossier.State.VALIDATED or one.version.read().decision.by == "validator"
    ]
    verdicts = eligibilities_of(one for one in found if not one.record)
    for dossier in found:
        dossier.eligibility = from_record(dossier.record) if dossier.record else verdicts[dossier.pk]
    return found


def _batch_of(request: HttpRequest, pk: int) -> Batch:
    mine = Batch.objects.staffed_by(request.user).select_related("structure", "started_by")
    return get_object_or_404(mine, pk=pk)


@require_safe
@for_deciders
def batch_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes, for htmx."""
    return render(request, "certification/desk/batch_progress.html", progress_of(_batch_of(request, pk)))


@require_POST
@for_deciders
def pause(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_of(request, pk)
    return _done(
        request, batch, lambda: pause_batch(batch=batch, actor=request.user) and _("The batch is paused.")
    )


@require_POST
@for_deciders
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_of(request, pk)
    return _done(
        request, batch, lambda: resume_batch(batch=batch, actor=request.user) and _("The batch goes on.")
    )


@require_POST
@for_deciders
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_of(request, pk)

    def again() -> str:
        count = retry_batch(batch=batch, actor=request.user)
        words = ngettext("%(n)s dossier is tried again.", "%(n)s dossiers are tried again.", count)
        return words % {"n": count}

    return _done(request, batch, again)


@require_POST
@for_deciders
def remake(request: HttpRequest, pk: int) -> HttpResponse:
    batch = _batch_of(request, pk)

    def again() -> str:
        remake_batch_files(batch=batch, actor=request.user)
        return _("Both files are being made again: they will be here in a moment.")

    return _done(request, batch, again)


def _done(request: HttpRequest, batch: Batch, act: Callable[[], str]) -> HttpResponse:
    try:
        messages.success(request, act())
    except Refused as reason:
        messages.error(request, str(reason))
    return redirect("lots_modeladmin_inspect", instance_pk=batch.pk)


@require_safe
@for_deciders
def batch_file(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """The archive or the printable file, for the staff of the structure alone."""
    batch = _batch_of(request, pk)
    name, kind = {
        "zip": (batch.archive_name, "application/zip"),
        "pdf": (batch.printable_name, "application/pdf"),
    }[form]
    if not name or not storages["documents"].exists(name):
        raise Http404
    response = FileResponse(
        storages["documents"].open(name),
        as_attachment=True,
        filename=f"certificats-lot-{batch.pk}.{form}",
        content_type=kind,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


#: Under /admin/, registered by `certification.wagtail_hooks`.
admin_urlpatterns = [
    path("lots/nouveau/", new_batch, name="certification_new_batch"),
    path("lots/<int:pk>/avancement/", batch_progress, name="certification_batch_progress"),
    path("lots/<int:pk>/pause/", pause, name="certification_pause_batch"),
    path("lots/<int:pk>/suite/", resume, name="certification_resume_batch"),
    path("lots/<int:pk>/reprise/", retry, name="certification_retry_batch"),
    path("lots/<int:pk>/fichiers/", remake, name="certification_remake_batch_files"),
    path("lots/<int:pk>/archive.zip", batch_file, {"form": "zip"}, name="certification_batch_archive"),
    path("lots/<int:pk>/impression.pdf", batch_file, {"form": "pdf"}, name="certification_batch_printable"),
]
