"""Close a group, or open it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.groups import Group

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def close_group(*, group: Group, actor: User, closed: bool = True) -> None:
    """Take nobody more and send no more reminders; what was done stays. Doing it twice changes nothing."""
    groups = Group.objects.filter(pk=group.pk, closed_at__isnull=closed)
    if groups.update(closed_at=timezone.now() if closed else None):
        verb = "group.closed" if closed else "group.reopened"
        LogEntry.objects.append(actor=actor, verb=verb, subject=group, structure=group.structure)
