"""Coming in by an invitation, with a key, or by asking."""

from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.sites import is_here, structure_of
from learning.actions.accept_invitation import accept_invitation, is_in
from learning.actions.ask_to_enrol import ask_to_enrol
from learning.arrivals import want, welcome_to
from learning.group_forms import KeyForm, RequestForm
from learning.models import Invitation, ModulePage
from learning.posted import posted_from
from learning.rules.ways_in import refusal_of_invitation
from learning.throttle import may_try
from learning.ways_in import Refused, words_of

TRIES, MINUTES = 10, 5


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What a link opens; a POST accepts it. Who is in already goes there."""
    links = Invitation.objects.with_things().filter(kind=Invitation.Kind.LINK)
    found = get_object_or_404(links, token=token)
    known = request.user.is_authenticated
    if known and is_in(found, request.user):
        return redirect(_place_of(found, request))
    if request.method == "POST":
        return _accept(request, found) if known else _sign_up_first(request, found)
    return render(request, "learning/invitation.html", _shown(found, request))


def _shown(found: Invitation, request: HttpRequest) -> dict:
    """What the page says of an invitation: what it opens, and why not where it does not."""
    obstacle = refusal_of_invitation(
        withdrawn=found.revoked_at is not None,
        expires_at=found.expires_at,
        now=timezone.now(),
        uses=found.uses,
        most_uses=found.most_uses,
    )
    modules = found.group.taught() if found.group else [found.module]
    return {
        "invitation": found,
        "modules": modules,
        "minutes": sum(module.estimated_minutes for module in modules),
        "obstacle": words_of(obstacle) if obstacle else "",
    }


def _sign_up_first(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Keep what is wanted, and come back to it with an account: the way in is then open."""
    want(request.session, found)
    page = "account_login" if "sign_in" in request.POST else "account_signup"
    back = urlencode({"next": reverse("learning:invitation", args=[found.token])})
    return redirect(f"{reverse(page)}?{back}")


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    try:
        accepted = accept_invitation(invitation=found, person=request.user)
    except Refused as reason:
        messages.warning(request, str(reason))
        return redirect("learning:dashboard")
    messages.success(request, welcome_to(accepted))
    return redirect(_place_of(accepted, request))


def _place_of(found: Invitation, request: HttpRequest) -> str:
    """Where the invitation leads those who are in."""
    if found.group_id:
        return reverse("learning:group", args=[found.group_id])
    return found.module.get_url(request) or reverse("learning:dashboard")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """A key to type; ten tries in five minutes."""
    if request.method != "POST":
        return render(request, "learning/key.html", {"form": KeyForm()})
    form = KeyForm(request.POST)
    if not may_try("key", request.user.pk, most=TRIES, seconds=60 * MINUTES):
        form.add_error("key", _("Many tries in a row: wait five minutes, then type your key again."))
        return render(request, "learning/key.html", {"form": form}, status=429)
    if not form.is_valid():
        return render(request, "learning/key.html", {"form": form}, status=422)
    return _accept(request, form.invitation)


@posted_from(ModulePage.objects.live)
def ask(request: HttpRequest, module: ModulePage) -> HttpResponse:
    """Ask to enter a module; the team answers."""
    structure, form = structure_of(request) or module.structure, RequestForm(request.POST)
    if structure is None or not is_here(request, module):
        raise Http404
    message = form.cleaned_data["message"] if form.is_valid() else ""
    try:
        ask_to_enrol(learner=request.user, module=module, structure=structure, message=message)
        messages.success(request, _("Your request is sent. The team answers you here and by e-mail."))
    except Refused as reason:
        messages.warning(request, str(reason))
    return redirect(module.get_url(request))
