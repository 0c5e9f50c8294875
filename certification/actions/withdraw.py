"""Withdraw a candidature."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from certification.actions.move_dossier import move
from certification.models import Dossier
from certification.refusals import AlreadyDecided, NotYours
from certification.rules.dossier_states import IllegalTransition


@transaction.atomic
def withdraw(*, dossier: Dossier, actor: User) -> Dossier:
    """Close a dossier that still waits, at its candidate's wish. Raises NotYours or AlreadyDecided."""
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    try:
        return move(dossier=dossier, event="withdraw", actor=actor)
    except IllegalTransition as late:
        raise AlreadyDecided from late
