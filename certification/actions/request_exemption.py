"""Ask to be exempted from practice, or think better of it."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from certification.actions.advance_dossier import advance
from certification.actions.move_dossier import move
from certification.dossier_refusals import GroundsMissing, NotAskedFor, NotNow
from certification.evidence import OPEN_EXEMPTIONS
from certification.models import Dossier, Exemption
from certification.refusals import NotYours
from certification.rules.dossier_states import IllegalTransition


def _mine(dossier: Dossier, actor: User) -> Dossier:
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    return dossier


@transaction.atomic
def request_exemption(*, dossier: Dossier, actor: User, grounds: str) -> Exemption:
    """The request, which waits for an interview and a decision; one that waits already is the one there is.

    Raises NotYours, NotAskedFor (the version exempts nobody), GroundsMissing or NotNow.
    """
    dossier = _mine(dossier, actor)
    practice = dossier.read().practice
    if practice is None or practice.exemption is None:
        raise NotAskedFor
    if waiting := dossier.exemptions.filter(state__in=OPEN_EXEMPTIONS).first():
        return waiting
    if not grounds.strip():
        raise GroundsMissing
    try:
        move(dossier=dossier, event="request_exemption", actor=actor)
    except IllegalTransition as elsewhere:
        raise NotNow from elsewhere
    return Exemption.objects.create(dossier=dossier, grounds=grounds.strip()[:3000])


@transaction.atomic
def withdraw_exemption(*, dossier: Dossier, actor: User) -> Dossier:
    """The dossier, whose request waits no more; facts put it where it was. Raises NotYours or NotNow."""
    dossier = _mine(dossier, actor)
    try:
        move(dossier=dossier, event="withdraw_exemption", actor=actor)
    except IllegalTransition as elsewhere:
        raise NotNow from elsewhere
    dossier.exemptions.filter(state__in=OPEN_EXEMPTIONS).update(state=Exemption.State.WITHDRAWN)
    return advance(dossier=dossier)
