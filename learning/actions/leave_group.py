"""Leave a group, or be taken out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.groups import GroupMembership

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def leave_group(*, stay: GroupMembership, actor: User) -> None:
    """End the stay; its modules stay in the person's list with all that was done. Ending it twice changes nothing."""
    if not GroupMembership.objects.present().filter(pk=stay.pk).update(left_at=timezone.now()):
        return
    LogEntry.objects.append(
        actor=actor,
        verb="group.left",
        subject=stay,
        structure=stay.group.structure,
        payload={"group": stay.group_id, "learner": stay.learner_id},
    )
