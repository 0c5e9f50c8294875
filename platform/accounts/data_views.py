"""What is held of oneself, a copy of it, and the end of one's account."""

from allauth.core import ratelimit
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.actions.ask_archive import ask_archive
from accounts.actions.erase import erase
from accounts.forms import CloseForm
from accounts.models import Archive
from accounts.privacy import held_of, refusals_of
from accounts.refusals import ErasureRefused


@require_safe
@login_required
@never_cache
def my_data(request):
    """What is held, by kind, how long; the copy that one may ask for."""
    archives = list(Archive.objects.of(request.user).order_by("-asked_at", "-pk")[:5])
    under_way = next((one for one in archives if one.state == Archive.State.ASKED), None)
    ready = next((one for one in archives if one.expires_at and one.expires_at > timezone.now()), None)
    given = {"rooms": held_of(request.user), "under_way": under_way, "ready": ready}
    return render(request, "accounts/my_data.html", given)


@require_POST
@login_required
def ask(request):
    """Ask the worker for a copy of everything."""
    ask_archive(person=request.user)
    messages.success(request, _("Your copy is being made. An e-mail will tell you when it is ready."))
    return redirect("my_data:page")


@require_safe
@login_required
@never_cache
def archive(request, token: str):
    """The ZIP, for its person alone, until its last day."""
    found = get_object_or_404(Archive.objects.of(request.user), token=token)
    readable = Archive.objects.readable().filter(pk=found.pk).exists()
    if not readable or not storages["work"].exists(found.file_name):
        messages.info(
            request, _("This copy is not there, or no longer: it is kept for seven days. Ask for another.")
        )
        return redirect("my_data:page")
    response = FileResponse(
        storages["work"].open(found.file_name),
        as_attachment=True,
        filename=f"mes-donnees-{timezone.localdate(found.ready_at):%Y-%m-%d}.zip",
        content_type="application/zip",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@never_cache
def close(request):
    """What closing erases and keeps; then the end of the account, once it is proved that it is the person."""
    form = CloseForm(request.POST if request.method == "POST" else None, user=request.user)
    if form.is_bound and (
        too_often := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user)
    ):
        return too_often
    if form.is_valid():
        try:
            erase(person=request.user, actor=request.user)
            logout(request)
            return redirect("my_data:closed")
        except ErasureRefused as refused:
            return _closing(request, form, refused.reasons)
    return _closing(request, form, refusals_of(request.user))


def _closing(request, form: CloseForm, reasons: list[str]):
    given = {"form": form, "rooms": held_of(request.user), "reasons": reasons}
    return render(request, "accounts/close.html", given, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def closed(request):
    """That the account is closed, and what one may still do."""
    return render(request, "accounts/closed.html")
