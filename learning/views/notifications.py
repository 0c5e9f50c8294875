"""What one is told: the list, the choices, and the way to stop e-mails by one click."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from learning.actions.choose_mail import choose_mail, stop_mail
from learning.actions.read_notifications import read_notifications
from learning.models import Notification
from learning.notifications import BY_SLUG
from learning.talk_forms import ChoicesForm


@login_required
@require_safe
def notifications(request: HttpRequest) -> HttpResponse:
    """What this person was told in the year, the last first. Reading the list marks nothing."""
    mine = Notification.objects.to(request.user)
    page = Paginator(mine, 20).get_page(request.GET.get("page"))
    return render(request, "learning/notifications.html", {"page_obj": page})


@login_required
@require_POST
def read(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Mark one as read, or all of them."""
    if pk is not None:
        get_object_or_404(Notification.objects.to(request.user), id=pk)
    read_notifications(person=request.user, pk=pk)
    return redirect("learning:notifications")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """How one hears of each kind by e-mail."""
    form = ChoicesForm(request.POST or None, person=request.user)
    if form.is_valid():
        choose_mail(person=request.user, ways=form.cleaned_data)
        messages.success(request, _("Your choices are kept."))
        return redirect("learning:notification-choices")
    return render(request, "learning/notification_choices.html", {"form": form})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the e-mails that a signed address names; a POST does, from this page or from a mail program (RFC 8058).

    The address is the key, so nobody signs in and no token of form is asked for. It says nothing of whose it is.
    """
    if (named := Notification.stopped_by(token)) is None:
        raise Http404
    person = get_object_or_404(User, id=named[0])
    if request.method == "POST":
        stop_mail(person=person, kind=named[1])
    context = {"kind": BY_SLUG.get(named[1]), "is_done": request.method == "POST"}
    response = render(request, "learning/stop_notifications.html", context)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
