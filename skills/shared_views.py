"""Pages shared by a link: made and closed by their owner, read by whoever has the address."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.sites import structure_of
from skills.actions.change_address import change_address
from skills.actions.close_page import close_page
from skills.actions.share_page import share_page
from skills.export_views import my_record
from skills.interview import posted, screen
from skills.models import SharedPage, SharedPageLink
from skills.refusals import ADDRESSES, PageClosed, SharingRefused
from skills.rules.sharing import Address
from skills.shared_forms import SharedPageForm
from skills.word_views import fresh

# --- The owner ----------------------------------------------------------------------------------------


def my_page(request, pk: int) -> SharedPage:
    return get_object_or_404(SharedPage.objects.of(request.user), pk=pk)


@require_safe
@login_required
@never_cache
def pages(request):
    """One's shared pages, the last first."""
    return render(request, "skills/shared_pages.html", {"pages": SharedPage.objects.of(request.user)})


@screen
def share(request):
    """Choose what is shown; the address is read once, in the answer."""
    record = my_record(request)
    form = SharedPageForm(posted(request), record=record)
    if form.is_valid():
        try:
            page, secret = share_page(
                actor=request.user,
                structure=structure_of(request),
                token=form.cleaned_data["token"] or uuid.uuid4(),
                choice=form.choice,
            )
            return _told_once(request, page, secret)
        except SharingRefused as reason:
            form.add_error(None, str(reason))
    given = {"form": form, "record": record}
    return render(request, "skills/share_page.html", given, status=400 if form.errors else 200)


def _told_once(request, page: SharedPage, secret: str | None):
    """The answer that holds the address. It is in no other, and no browser keeps it."""
    if secret is None:
        messages.info(
            request, _("This page is shared already. Its address was shown once: make another one.")
        )
        return redirect("skills:shared-page", pk=page.pk)
    address = request.build_absolute_uri(reverse("skills:read-shared", args=[secret]))
    return render(request, "skills/shared_address.html", {"shared": page, "address": address})


@require_safe
@login_required
@never_cache
def shared_page(request, pk: int):
    """One page, as it is read, and what its owner may do with it."""
    page = my_page(request, pk)
    return render(request, "skills/shared_page.html", {"shared": page, **_read(page)})


@require_POST
@login_required
@never_cache
def address(request, pk: int):
    page = my_page(request, pk)
    try:
        return _told_once(request, page, change_address(page=page, actor=request.user))
    except PageClosed as reason:
        messages.warning(request, str(reason))
        return redirect("skills:shared-page", pk=page.pk)


@require_POST
@login_required
def close(request, pk: int):
    page = my_page(request, pk)
    if close_page(page=page, actor=request.user):
        messages.success(request, _("The page is closed: its address opens nothing any more."))
    else:
        messages.info(request, _("This page was closed already."))
    return redirect("skills:shared-pages")


# --- Whoever has the address --------------------------------------------------------------------------


@require_safe
@fresh
def read(request, secret: str):
    """What the address opens, or why it opens nothing. Writes nothing: nobody counts who reads."""
    link = SharedPageLink.objects.by_secret(secret)
    worth = link.worth(timezone.now()) if link else Address.UNKNOWN
    if worth == Address.OPEN:
        response = render(request, "skills/shared.html", {"shared": link.page, **_read(link.page)})
    else:
        status = 404 if worth == Address.UNKNOWN else 410
        response = render(request, "skills/shared_closed.html", {"words": ADDRESSES[worth]}, status=status)
    # The address is a secret: sites that the page leads to are not told it.
    response["Referrer-Policy"] = "no-referrer"
    return response


def _read(page: SharedPage) -> dict:
    """What the page is drawn from: its frozen words, and their day."""
    return {"words": page.shown, "on": date.fromisoformat(page.shown["on"]) if page.shown else None}
