"""Leave a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.enrolment import Enrolment

if TYPE_CHECKING:
    from accounts.models import User


class AlreadyFinished(Exception):
    """A finished module is not left: its attestation rests on it."""


@transaction.atomic
def leave(*, enrolment: Enrolment, actor: User) -> None:
    """Close the enrolment and keep all that was done; enrolling again opens it. Leaving twice changes nothing.

    Raises AlreadyFinished.
    """
    if enrolment.completed_at is not None:
        raise AlreadyFinished
    # The filter makes a module finished at the same moment stay finished, and two requests leave once.
    if not Enrolment.objects.active().unfinished().filter(pk=enrolment.pk).update(left_at=timezone.now()):
        return
    LogEntry.objects.append(
        actor=actor,
        verb="enrolment.left",
        subject=enrolment,
        structure=enrolment.structure,
        payload={"module": enrolment.module_code},
    )
