"""Remove files that have had their time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from certification import storage
from certification.actions.drop_batch_files import drop_batch_files
from certification.models import Batch

#: Nobody writes one file for so long: what is still half-written then has lost its writer.
HALF = timedelta(hours=1)
#: Batches in one sweep.
LIMIT = 200


@dataclass(frozen=True)
class Swept:
    """What one sweep removed."""

    halves: int
    batches: int


def sweep_files(*, now: datetime | None = None) -> Swept:
    """Remove what killed writers left half-written, and the archives and printable files of batches made longer ago
    than `BATCH_FILES_DAYS`, which are copies of certificates. No certificate is ever removed.

    Not one transaction: each batch is one of its own, with its line.
    """
    now = now or timezone.now()
    halves = storage.forget_parts(before=now - HALF)
    old = Batch.objects.files_made_before(now - timedelta(days=settings.BATCH_FILES_DAYS))
    batches = sum(_remove(pk, now) for pk in list(old.order_by("pk").values_list("pk", flat=True)[:LIMIT]))
    return Swept(halves, batches)


@transaction.atomic
def _remove(pk: int, now: datetime) -> bool:
    batch = Batch.objects.select_for_update(no_key=True, of=("self",)).select_related("structure").get(pk=pk)
    if not batch.archive_name:
        return False  # another sweep, or another try, was faster
    payload = {"zip": batch.archive_name, "pdf": batch.printable_name}
    drop_batch_files(batch=batch)
    batch.files_removed_at = now
    batch.save(update_fields=["files_removed_at"])
    LogEntry.objects.append(
        actor=None, verb="batch.files_removed", subject=batch, structure=batch.structure, payload=payload
    )
    return True
