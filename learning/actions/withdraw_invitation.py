"""Withdraw an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.ways_in import Invitation

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, actor: User) -> None:
    """Close this way in, for good; those who used it stay. Withdrawing twice changes nothing."""
    if Invitation.objects.filter(pk=invitation.pk, revoked_at=None).update(revoked_at=timezone.now()):
        LogEntry.objects.append(
            actor=actor, verb="invitation.withdrawn", subject=invitation, structure=invitation.structure
        )
