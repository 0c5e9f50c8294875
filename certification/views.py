"""Pages of certification: what strangers verify, what holders do with their documents and candidatures."""

from __future__ import annotations

from functools import partial, wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification import kept_answers
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.show_holder_as import show_holder_as
from certification.actions.withdraw import withdraw
from certification.holdings import Holdings
from certification.kinds import BY_SLUG
from certification.models import Credential, Dossier, SchemeVersion
from certification.models.credential import FileLost
from certification.pace import paced
from certification.refusals import Refused
from certification.rules.numbering import tidy_number
from certification.rules.short_codes import tidy_code
from certification.uploads import MAX_BYTES, HashOnly
from certification.verdicts import Verdict, short_verdict_on, verdict_on
from cms.sites import structure_of


def answered_fresh(view):
    """An answer about a document is never kept by a browser or a proxy, nor by a search engine."""

    @never_cache
    @wraps(view)
    def fresh(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return fresh


# --- For whoever verifies ----------------------------------------------------------------------------


@require_safe
@answered_fresh
@paced()
def verification(request, public_id: str):
    """Whether the document at this address stands. Public: holding the address is the permission."""
    state = kept_answers.state_of(public_id=public_id)
    if state is None:
        return render(request, "certification/verification_unknown.html", status=404)
    now = timezone.localtime()
    minute = _("%(day)s at %(hour)s:%(minute)s") % {
        "day": date_format(now, "j F Y"),
        "hour": date_format(now, "G"),
        "minute": date_format(now, "i"),
    }
    return kept_answers.kept_page(request, state, minute, partial(_verification_page, request, public_id))


def _verification_page(request, public_id: str, minute: str) -> HttpResponse:
    credential = Credential.objects.select_related("replaced_by", "renewed_by").get(public_id=public_id)
    given = {"verdict": verdict_on(credential), "minute": minute}
    return render(request, "certification/verification.html", given)


@csrf_exempt  # Checked below: the handler of files must be set before anything reads the form.
@answered_fresh
@paced()
def verify_file(request):
    """Whether the bytes of a file are ones that were issued, or what a number or a short code stands for."""
    if request.method == "POST":
        request.upload_handlers = [HashOnly(request)]
    return check(request)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_protect
def check(request):
    given = _check_file(request) if request.method == "POST" else _check_number(request)
    status = 400 if given.get("error") else 200
    return render(request, "certification/verify_file.html", given, status=status)


def _check_file(request) -> dict:
    file = request.FILES.get("file")
    if file is None:
        stopped = any(
            handler.size > MAX_BYTES for handler in request.upload_handlers if hasattr(handler, "size")
        )
        too_large = _("This file is too large: 10 MB at most. Our documents weigh much less.")
        return {"error": too_large if stopped else _("Choose a file first.")}
    if file.too_large:
        return {"error": _("This file is too large: 10 MB at most. Our documents weigh much less.")}
    documents = Credential.objects.select_related("replaced_by")
    found = documents.filter(sha256=file.sha256).first()
    found = found or documents.filter(files__sha256=file.sha256).order_by("pk").first()  # its badge
    return _result("file", found and verdict_on(found)) | {"file": file}


def _check_number(request) -> dict:
    typed = request.GET.get("numero", "")[:60]
    if not typed.strip():
        return {}
    if code := tidy_code(typed):
        found = Credential.objects.select_related("replaced_by").filter(short_code=code).first()
        return _result("number", found and verdict_on(found)) | {"typed": typed}
    found = Credential.objects.filter(number=tidy_number(typed)).first()
    return _result("number", found and short_verdict_on(found)) | {"typed": typed}


def _result(means: str, verdict: Verdict | None) -> dict:
    """What the page shows, by the means of checking: the verdict, or what it means that there is none."""
    name = "found" if verdict else means
    return {
        "verdict": verdict,
        "checked": True,
        "result_template": f"certification/verify_result_{name}.html",
    }


# --- For holders and staff ---------------------------------------------------------------------------


@require_safe
@login_required
def document(request, public_id: str):
    """The file as issued, for its holder and the staff of its structure."""
    readable = Credential.objects.readable_by(request.user).without_wording()
    credential = get_object_or_404(readable, public_id=public_id)
    if credential.status == Credential.Status.PENDING:
        return render(request, "certification/document_pending.html", {"credential": credential}, status=202)
    try:
        response = HttpResponse(credential.read_file(), content_type="application/pdf")
    except FileLost:
        return render(request, "certification/document_lost.html", {"credential": credential}, status=503)
    response["Content-Disposition"] = (
        f'inline; filename="{BY_SLUG[credential.kind].slug}-{credential.number}.pdf"'
    )
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@login_required
@never_cache
def documents(request):
    """Everything one was granted, and what those who verify it see."""
    return render(request, "certification/documents.html")


@require_POST
@login_required
def holder_shown(request, public_id: str):
    """Choose what those who verify see of one's name."""
    credential = get_object_or_404(Credential.objects.held_by(request.user), public_id=public_id)
    try:
        show_holder_as(credential=credential, actor=request.user, shown=request.POST.get("shown", ""))
    except ValueError:
        raise Http404 from None
    messages.success(request, _("Those who verify this document now see what you chose."))
    return redirect("certification:documents")


@require_safe
@login_required
@never_cache
def candidature(request, code: str):
    """What one certificate asks for, what one has, what is missing, and where one's dossier stands."""
    found = Holdings.of(request).candidatures(structure_of(request), code=code)
    if not found:
        raise Http404
    return render(request, "certification/candidature.html", {"candidature": found[0]})


@require_POST
@login_required
def send_dossier(request, code: str):
    versions = SchemeVersion.objects.of(structure_of(request)).in_force(timezone.localdate())
    version = versions.select_related("scheme__structure").filter(scheme__code=code).order_by("pk").first()
    if version is None:
        raise Http404
    try:
        apply_for_certificate(version=version, actor=request.user)
        messages.success(request, _("Your dossier is sent. You will get an e-mail when it is decided."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect("certification:candidature", code=code)


@require_POST
@login_required
def withdraw_dossier(request, pk: int):
    dossier = get_object_or_404(Dossier.objects.by(request.user).select_related("version__scheme"), pk=pk)
    try:
        withdraw(dossier=dossier, actor=request.user)
        messages.success(request, _("Your dossier is withdrawn. You may send another one whenever you like."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect("certification:candidature", code=dossier.version.scheme.code)
