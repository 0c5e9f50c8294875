"""Have the archive and the printable file of a batch made again."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from accounts.models import LogEntry, User
from certification.actions.start_batch import may_issue
from certification.models import Batch
from certification.refusals import BatchMoved, MayNotIssue


@transaction.atomic
def remake_batch_files(*, batch: Batch, actor: User) -> Batch:
    """Ask the worker for both files again, after they were removed: of the same certificates, the same bytes.

    Raises MayNotIssue, or BatchMoved where they were not removed: a second click asks for nothing.
    """
    batch = (
        Batch.objects.select_for_update(no_key=True, of=("self",))
        .select_related("structure")
        .get(pk=batch.pk)
    )
    if not may_issue(batch.structure, actor):
        raise MayNotIssue
    if batch.files_removed_at is None:
        raise BatchMoved
    batch.files_removed_at = None
    batch.save(update_fields=["files_removed_at"])
    LogEntry.objects.append(
        actor=actor, verb="batch.files_asked", subject=batch, structure=batch.structure, payload={}
    )
    transaction.on_commit(partial(async_task, "certification.tasks.make_batch_files", batch.pk), robust=True)
    return batch
