"""Remind officers who stay silent, close what had its time, forget addresses that serve no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from skills.actions.ask_attestation import write_to_officer
from skills.models import Attestation
from skills.rules.attestations import REMINDED_AFTER, reminders_due

#: How long an officer's address is kept after their word.
ADDRESS_KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Reminded:
    """How many officers were reminded, requests closed without an answer, addresses forgotten, closed links removed."""

    reminded: int
    expired: int
    forgotten: int
    removed: int


def remind_officers() -> Reminded:
    """What was done now. Safe to repeat and twice at once: each letter is written once, with its mark."""
    return Reminded(_reminded(), _expired(), _forgotten(), _removed())


def _reminded() -> int:
    silent = Attestation.objects.awaited().filter(
        asked_at__lte=timezone.now() - REMINDED_AFTER[0],
        reminders__lt=len(REMINDED_AFTER),
        mission__isnull=False,
    )
    return sum(_remind(pk) for pk in silent.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _remind(pk: int) -> bool:
    """Whether this officer was reminded: one letter, even where the worker had stood still for both."""
    now = timezone.now()
    attestation = Attestation.objects.locked().awaited().filter(pk=pk, mission__isnull=False).first()
    if (
        attestation is None
        or (due := reminders_due(asked_at=attestation.asked_at, now=now)) <= attestation.reminders
    ):
        return False
    attestation.reminders = due
    attestation.save(update_fields=["reminders"])
    LogEntry.objects.append(actor=None, verb="attestation.reminded", subject=attestation, structure=None)
    write_to_officer("attestation_reminder", attestation)
    return True


@transaction.atomic
def _expired() -> int:
    over = Attestation.objects.filter(state=Attestation.State.ASKED, expires_at__lte=timezone.now())
    closed = list(over.select_for_update(no_key=True).order_by("pk"))
    over.close(Attestation.State.EXPIRED)
    lines = [(None, "attestation.expired", one, {}) for one in closed]
    if lines:
        LogEntry.objects.append_many(structure=None, lines=lines)
    return len(closed)


def _forgotten() -> int:
    return Attestation.objects.filter(answered_at__lt=timezone.now() - ADDRESS_KEPT).forget_addresses()


def _removed() -> int:
    """Links of requests whose mission is gone say why they are closed as long as they would have served."""
    gone = Attestation.objects.filter(mission=None, answered_at=None, expires_at__lt=timezone.now())
    count = gone.count()
    gone.delete()
    return count
