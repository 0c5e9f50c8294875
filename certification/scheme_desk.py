"""What managers send about the certificates of their house: drafts of rules, promises, leads, authorisations. Looked up
through the person."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import LogEntry, Structure
from certification.actions.copy_version import copy_version
from certification.actions.drop_draft import drop_draft
from certification.actions.name_leads import name_leads
from certification.actions.put_in_force import put_in_force
from certification.actions.record_authorisation import record_authorisation
from certification.actions.write_draft import write_draft
from certification.models import Scheme, SchemeVersion
from certification.refusals import Refused
from certification.rules.periods import Period, place
from certification.rules_in_words import described
from certification.scheme_draft import DraftForms
from certification.scheme_forms import AuthorisationForm, ForceForm, LeadsForm, SchemeForm
from certification.scheme_refusals import ChangedMeanwhile, EndsFirst, Promised


def _version_of(request: HttpRequest, pk: int) -> SchemeVersion:
    mine = SchemeVersion.objects.managed_by(request.user).select_related("scheme__structure")
    return get_object_or_404(mine, pk=pk)


def _scheme_of(request: HttpRequest, pk: int) -> Scheme:
    mine = Scheme.objects.managed_by(request.user).select_related("structure")
    return get_object_or_404(mine, pk=pk)


def _page_of(version_pk: int) -> HttpResponse:
    return redirect("regles_modeladmin_inspect", instance_pk=version_pk)


def _page_of_scheme(pk: int) -> HttpResponse:
    return redirect("certificats-proposes_modeladmin_inspect", instance_pk=pk)


def _form_page(request: HttpRequest, draft: DraftForms, **context: Any) -> HttpResponse:
    wrong = draft.errors or draft.general_errors
    return render(
        request,
        "certification/desk/scheme_draft.html",
        {"draft": draft, "version": draft.kept, **context},
        status=400 if wrong else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_scheme(request: HttpRequest) -> HttpResponse:
    """A certificate of one's own house, with the first draft of its rules."""
    if not Structure.objects.managed_by(request.user).exists():
        raise Http404
    draft = DraftForms(
        SchemeVersion(), request.POST or None, new=SchemeForm(request.POST or None, person=request.user)
    )
    if request.method == "POST" and draft.is_valid():
        try:
            version = write_draft(version=draft.version, actor=request.user)
            messages.success(request, _("The draft is kept. Nothing is promised yet."))
            return _page_of(version.pk)
        except Refused as reason:
            draft.refuse(reason)
    return _form_page(request, draft)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a draft. Who comes second keeps what they typed, sees what the other kept, and may save again."""
    version = _version_of(request, pk)
    if request.method != "POST":
        return _form_page(request, DraftForms(version)) if version.draft else _page_of(pk)
    draft = DraftForms(version, request.POST)
    if not draft.is_valid():
        return _form_page(request, draft, seen=request.POST.get("seen"))
    written = draft.version
    if "as_copy" in request.POST:
        written.pk, written._state.adding = None, True
    try:
        written = write_draft(
            version=written, actor=request.user, seen=request.POST.get("seen") or "nothing seen"
        )
        messages.success(request, _("The draft is kept. Nothing is promised yet."))
        return _page_of(written.pk)
    except (ChangedMeanwhile, Promised) as reason:
        return _told(request, pk, reason)
    except Refused as reason:
        draft.refuse(reason)
        return _form_page(request, draft, seen=request.POST.get("seen"), as_copy="as_copy" in request.POST)


def _told(request: HttpRequest, pk: int, reason: Refused) -> HttpResponse:
    """The form as it was typed, beside what somebody else kept meanwhile."""
    version = _version_of(request, pk)
    draft = DraftForms(version, request.POST)
    draft.is_valid()
    draft.refuse(reason)
    last = LogEntry.objects.about(version).select_related("actor").last()
    return _form_page(
        request,
        draft,
        version=_version_of(request, pk),
        meanwhile=last,
        differences=draft.differences(),
        seen=_version_of(request, pk).stamp,
        as_copy=True,
        promised=isinstance(reason, Promised),
    )


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        draft = copy_version(version=_version_of(request, pk), actor=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return _page_of(pk)
    messages.success(request, _("Here is a draft that says the same: change what is new."))
    return redirect("certification_edit_draft", pk=draft.pk)


@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    version = _version_of(request, pk)
    try:
        drop_draft(version=version, actor=request.user)
    except Refused as reason:
        messages.error(request, str(reason))
        return _page_of(pk)
    messages.success(request, _("The draft is dropped."))
    return _page_of_scheme(version.scheme_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def force(request: HttpRequest, pk: int) -> HttpResponse:
    """Read once more what is promised, and from when; then promise it."""
    version = _version_of(request, pk)
    if not version.draft:
        if request.method == "POST":
            messages.error(request, str(Promised()))
        return _page_of(pk)
    initial = {"effective_from": version.effective_from, "effective_until": version.effective_until}
    form = ForceForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("seen") or "nothing seen"
        try:
            put_in_force(version=version, actor=request.user, seen=seen, **form.cleaned_data)
            messages.success(request, _("The version is promised. Its rules do not change any more."))
            return _page_of(pk)
        except ChangedMeanwhile:
            form.add_error(None, _("Somebody else changed this draft: read it again, then promise it."))
        except EndsFirst as reason:
            form.add_error("effective_until", str(reason))
        except Refused as reason:
            form.add_error("effective_from", str(reason))
    others = version.scheme.versions.filter(draft=False).order_by("effective_from", "pk")
    return render(
        request,
        "certification/desk/scheme_force.html",
        {
            "version": version,
            "form": form,
            "asked": version.read(),
            "described": described(version.read()),
            "placement": _placement(version, others),
            "others": others,
        },
        status=400 if form.errors else 200,
    )


def _placement(version: SchemeVersion, others):
    """Where the draft would fit with the days that it plans."""
    new = Period(version.label, version.effective_from, version.effective_until)
    return place(
        new,
        [Period(one.label, one.effective_from, one.effective_until) for one in others],
        timezone.localdate(),
    )


@require_POST
def leads(request: HttpRequest, pk: int) -> HttpResponse:
    scheme = _scheme_of(request, pk)
    form = LeadsForm(request.POST, scheme=scheme)
    if not form.is_valid():
        messages.error(request, _("Choose among the people listed: nothing was changed."))
        return _page_of_scheme(pk)
    try:
        name_leads(scheme=scheme, actor=request.user, leads=form.cleaned_data["leads"])
        messages.success(request, _("The pedagogical leads are named."))
    except Refused as reason:
        messages.error(request, str(reason))
    return _page_of_scheme(pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def authorise(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what an authority allows."""
    scheme = _scheme_of(request, pk)
    form = AuthorisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            record_authorisation(scheme=scheme, actor=request.user, **form.cleaned_data)
            messages.success(request, _("The authorisation is recorded."))
            return _page_of_scheme(pk)
        except Refused as reason:
            form.add_error("valid_until", str(reason))
    return render(
        request,
        "certification/desk/scheme_authorise.html",
        {"scheme": scheme, "form": form},
        status=400 if form.errors else 200,
    )


#: Under /admin/, registered by `certification.wagtail_hooks`.
admin_urlpatterns = [
    path("certificats-proposes/nouveau/", new_scheme, name="certification_new_scheme"),
    path("certificats-proposes/<int:pk>/responsables/", leads, name="certification_leads"),
    path("certificats-proposes/<int:pk>/habilitation/", authorise, name="certification_authorise"),
    path("regles/<int:pk>/brouillon/", edit_draft, name="certification_edit_draft"),
    path("regles/<int:pk>/copie/", copy, name="certification_copy_version"),
    path("regles/<int:pk>/suppression/", drop, name="certification_drop_draft"),
    path("regles/<int:pk>/vigueur/", force, name="certification_force"),
]
