"""Take back a request for the association's word."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from skills.models import Attestation
from skills.refusals import NotYours


@transaction.atomic
def withdraw_attestation(*, attestation: Attestation, actor: User) -> bool:
    """Whether the request was closed, its links with it, and its officer's address forgotten. Changes nothing where it
    was answered or closed. Raises NotYours."""
    attestation = Attestation.objects.locked().get(pk=attestation.pk)
    if attestation.mission is None or attestation.mission.volunteer_id != actor.pk:
        raise NotYours
    if not Attestation.objects.filter(pk=attestation.pk).close(Attestation.State.WITHDRAWN):
        return False
    LogEntry.objects.append(actor=actor, verb="attestation.withdrawn", subject=attestation, structure=None)
    return True
