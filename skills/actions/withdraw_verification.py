"""Take back what was submitted to the house."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from skills.models import Verification
from skills.refusals import NotYours


@transaction.atomic
def withdraw_verification(*, verification: Verification, actor: User) -> bool:
    """Whether it was taken back: nobody of the house reads it any more. Changes nothing where it was decided or taken
    back already. Raises NotYours."""
    verification = Verification.objects.locked().get(pk=verification.pk)
    mission = verification.attestation.mission
    if mission is None or mission.volunteer_id != actor.pk:
        raise NotYours
    if verification.state != Verification.State.SUBMITTED:
        return False
    verification.state = Verification.State.WITHDRAWN
    verification.save(update_fields=["state"])
    LogEntry.objects.append(
        actor=actor, verb="verification.withdrawn", subject=verification, structure=verification.structure
    )
    return True
