"""Try again what a batch of certificates could not do."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from accounts.models import LogEntry, User
from certification.actions.drop_batch_files import drop_batch_files
from certification.actions.start_batch import may_issue
from certification.models import Batch, BatchItem
from certification.refusals import BatchMoved, MayNotIssue


@transaction.atomic
def retry_batch(*, batch: Batch, actor: User) -> int:
    """How many dossiers are tried again: those that were refused, and no other. Their archive and printable file are
    made again at the end.

    Decided from now on in the name of whoever tries again. Raises MayNotIssue, or BatchMoved where nothing had failed.
    """
    batch = (
        Batch.objects.select_for_update(no_key=True, of=("self",))
        .select_related("structure")
        .get(pk=batch.pk)
    )
    if not may_issue(batch.structure, actor):
        raise MayNotIssue
    refused = BatchItem.objects.filter(batch=batch, state=BatchItem.State.REFUSED)
    if not (count := refused.update(state=BatchItem.State.WAITING, reason="")):
        raise BatchMoved
    batch.state, batch.done_at, batch.started_by = Batch.State.RUNNING, None, actor
    drop_batch_files(batch=batch)
    batch.files_removed_at = None
    batch.save(update_fields=["state", "done_at", "started_by", "files_removed_at"])
    LogEntry.objects.append(
        actor=actor,
        verb="batch.retried",
        subject=batch,
        structure=batch.structure,
        payload={"dossiers": count},
    )
    transaction.on_commit(partial(async_task, "certification.tasks.run_batch", batch.pk), robust=True)
    return count
