"""Resume a batch of certificates."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from accounts.models import LogEntry, User
from certification.actions.start_batch import may_issue
from certification.models import Batch
from certification.refusals import BatchMoved, MayNotIssue


@transaction.atomic
def resume_batch(*, batch: Batch, actor: User) -> Batch:
    """The batch, paused until now, going on where it was. Raises MayNotIssue or BatchMoved."""
    if not may_issue(batch.structure, actor):
        raise MayNotIssue
    paused = Batch.objects.filter(pk=batch.pk, state=Batch.State.PAUSED)
    if not paused.update(state=Batch.State.RUNNING):
        raise BatchMoved
    LogEntry.objects.append(actor=actor, verb="batch.resumed", subject=batch, structure=batch.structure)
    transaction.on_commit(partial(async_task, "certification.tasks.run_batch", batch.pk), robust=True)
    batch.refresh_from_db()
    return batch
