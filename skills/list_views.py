"""An officer's word on several missions: all that wait in one mailbox, on one page, after one code."""

from __future__ import annotations

from functools import wraps

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from skills.actions.attest_mission import give_word
from skills.actions.attest_together import Together, attest_together
from skills.actions.send_attestation_code import still_open
from skills.interview import posted
from skills.models import Attestation
from skills.refusals import AttestationRefused, LinkRefused
from skills.rules.attestations import MOST_TOGETHER, Link
from skills.shown import as_read, digest_of
from skills.word_forms import WordsForm
from skills.word_views import (
    closed,
    fresh,
    is_their_own,
    opened_in,
    read_alone,
    viewer_of,
    waiting_beside,
)


def opened(view):
    """A page of the requests that this browser gave a code for, by one of them; elsewhere it says to open the link."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @fresh
    @wraps(view)
    def answered(request, pk: int):
        people = ("mission__volunteer", "mission__association", "structure")
        rows = Attestation.objects.filter(pk__in=opened_in(request)).select_related(*people)
        if (found := rows.filter(pk=pk).first()) is None:
            words = _(
                "This page stays open for an hour. Open the link of our message again: it sends a code."
            )
            return render(request, "skills/word_closed.html", {"words": words}, status=403)
        return view(request, found)

    return answered


@opened
def together(request, first: Attestation):
    """All that waits in the same mailbox: each confirmed as declared by a tick, or opened alone."""
    waiting = waiting_beside(request, first)
    listed = waiting.listed[:MOST_TOGETHER]
    for one in listed:
        one.read = digest_of(as_read(one.mission, one.mission.claims.all())["facts"])
        one.changed = one.mission.changed_at > one.asked_at
    initial = {"signed_office": first.officer_office}
    form = WordsForm(posted(request), asked=opened_in(request), initial=initial)
    if form.is_valid():
        asked = Attestation.objects.filter(pk__in=form.ticked).for_list()
        try:
            done = attest_together(asked=asked, viewer=viewer_of(request), **form.answer)
            _report(request, done, len(form.ticked))
            if done.given and not waiting_beside(request, first).listed:
                return redirect("skills:word-thanked")
            return redirect("skills:words", pk=first.pk)
        except AttestationRefused as reason:
            form.add_error(None, str(reason))
    given = {
        "form": form,
        "first": first,
        "listed": listed,
        "ticked": form.ticked,
        "own": waiting.own,
        "after": len(waiting.listed) - len(listed),
    }
    return render(request, "skills/words.html", given, status=400 if form.errors else 200)


def _report(request, done: Together, ticked: int) -> None:
    """Say how many words were given, and of each that was not, why."""
    if done.given:
        said = ngettext(
            "%(n)s word has arrived, and the volunteer is told.",
            "%(n)s words have arrived, and the volunteers are told.",
            len(done.given),
        )
        messages.success(request, said % {"n": len(done.given)})
    for one, reason in done.left:
        named = _("%(name)s, %(role)s: nothing was sent. %(reason)s")
        about = {"name": one.mission.volunteer.display_name, "role": one.mission.role, "reason": reason}
        messages.warning(request, named % about if one.mission else reason)
    if gone := ticked - len(done.given) - len(done.left):
        words = ngettext(
            "%(n)s request was taken back meanwhile.", "%(n)s requests were taken back meanwhile.", gone
        )
        messages.warning(request, words % {"n": gone})


@opened
def alone(request, found: Attestation):
    """One of them, to answer otherwise than as declared."""
    if (link := found.worth(timezone.now())) != Link.OPEN:
        return closed(request, link)
    if is_their_own(found, viewer_of(request)):
        return render(request, "skills/word_own.html", status=403)

    @transaction.atomic
    def give(*, word, viewer):
        return give_word(still_open(found), word, viewer)

    try:
        return read_alone(request, found, give, reverse("skills:word-alone", args=[found.pk]))
    except LinkRefused as reason:  # closed since the first line
        return closed(request, reason.link)
