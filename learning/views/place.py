"""A learner's own place: notes, how far they read, the printed module, how they read."""

from __future__ import annotations

import re
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.anchors import ANCHOR
from cms.display import changed, display_of, keep_display
from cms.sites import is_here
from learning.actions.bookmark import bookmark
from learning.actions.change_note import change_note
from learning.actions.delete_note import delete_note
from learning.actions.note_visit import note_visit
from learning.actions.write_note import write_note
from learning.models import Enrolment, ModulePage, Note, StepPage
from learning.notebook import FORMATS, by_module, passage_at
from learning.posted import posted_from
from learning.printing import printed_steps
from learning.same_origin import from_our_pages

LONGEST_NOTE = 4000
SECONDS = re.compile(r"[0-9]{1,5}")


@csrf_exempt  # pages kept for every visitor carry no token; it writes one of six words in one's own browser
@require_POST
@from_our_pages
def set_display(request: HttpRequest) -> HttpResponse:
    """Text size or calm mode, as chosen, from now on and on every page."""
    address = request.POST.get("next", "")
    safe = address.startswith("/") and url_has_allowed_host_and_scheme(address, {request.get_host()})
    response = redirect(address if safe else "/")
    sent = {name: request.POST.get(name, "") for name in ("size", "calm")}
    keep_display(response, changed(display_of(request), **sent))
    return response


@posted_from(StepPage.objects.live)
def visit(request: HttpRequest, step: StepPage) -> HttpResponse:
    """What the page itself tells now and then: the passage before the reader, the seconds since it last told."""
    mine = Enrolment.objects.by(request.user).active().taking(step)
    place, seconds = request.POST.get("position", ""), request.POST.get("seconds", "")
    note_visit(
        enrolment=get_object_or_404(mine),
        step=step,
        position=place if ANCHOR.fullmatch(place) else "",
        seconds=int(seconds) if SECONDS.fullmatch(seconds) else 0,
    )
    return HttpResponse(status=204)


@posted_from(StepPage.objects.live)
def add_note(request: HttpRequest, step: StepPage) -> HttpResponse:
    if not is_here(request, step):
        raise Http404
    step, text = step.specific, _text_sent(request)
    passage = passage_at(step, request.POST.get("block", ""))
    where = {"block": passage.anchor, "passage": passage.words, "token": _token_sent(request)}
    if text and "bookmark" not in request.POST:
        write_note(learner=request.user, step=step, text=text, **where)
        messages.success(request, _("Your note is kept. You alone can read it."))
    else:
        bookmark(learner=request.user, step=step, **where)
        messages.success(request, _("Your bookmark is kept."))
    return redirect(f"{step.get_url(request)}#notes")


@login_required
@require_safe
def notes(request: HttpRequest) -> HttpResponse:
    """All one's notes and bookmarks, by module."""
    modules = by_module(Note.objects.by(request.user).for_list(), request)
    return render(request, "learning/notes.html", {"modules": modules, "formats": list(FORMATS)})


@login_required
@require_safe
def export_notes(request: HttpRequest, ending: str) -> HttpResponse:
    """All one's notes as a file."""
    if ending not in FORMATS:
        raise Http404
    content_type, write = FORMATS[ending]
    body = write(by_module(Note.objects.by(request.user).for_list(), request))
    name = f'attachment; filename="notes.{ending}"'
    return HttpResponse(body, content_type=content_type, headers={"Content-Disposition": name})


@login_required
@require_POST
def edit_note(request: HttpRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.by(request.user), id=pk)
    change_note(note=note, text=_text_sent(request))
    messages.success(request, _("Your note is changed."))
    return redirect(_back(request, note))


@login_required
@require_POST
def remove_note(request: HttpRequest, pk: int) -> HttpResponse:
    note = get_object_or_404(Note.objects.by(request.user), id=pk)
    back = _back(request, note)
    delete_note(note=note)
    messages.success(request, _("It is deleted."))
    return redirect(back)


@require_safe
def print_module(request: HttpRequest, pk: int) -> HttpResponse:
    """A whole module on paper, as far as this person may read it; without its quizzes."""
    module = get_object_or_404(ModulePage.objects.live(), id=pk)
    restrictions = module.get_view_restrictions()
    if not is_here(request, module) or not all(one.accept_request(request) for one in restrictions):
        raise Http404
    study = module.study_of(request)
    context = {"module": module, "study": study, "printed": printed_steps(study, request)}
    return render(request, "learning/printed_module.html", context)


def _text_sent(request: HttpRequest) -> str:
    return request.POST.get("text", "").replace("\x00", "").strip()[:LONGEST_NOTE]


def _token_sent(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        raise BadRequest("A note without the token of its form.") from None


def _back(request: HttpRequest, note: Note) -> str:
    """The page that the form stood on: the step, while it is online, or the list."""
    step = note.step
    on_step = request.POST.get("from") == "step" and step is not None and step.live
    return f"{step.get_url(request)}#notes" if on_step else "learning:notes"
