"""Mark notifications as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.models.talk import Notification

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def read_notifications(*, person: User, pk: int | None = None) -> int:
    """Mark all of this person's as read, or this one; how many were not. Reading twice changes nothing."""
    unread = Notification.objects.to(person).unread()
    return (unread if pk is None else unread.filter(id=pk)).update(read_at=timezone.now())
