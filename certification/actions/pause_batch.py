"""Pause a batch of certificates."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.start_batch import may_issue
from certification.models import Batch
from certification.refusals import BatchMoved, MayNotIssue


@transaction.atomic
def pause_batch(*, batch: Batch, actor: User) -> Batch:
    """The batch, where no further dossier is decided until somebody resumes it. A certificate already granted is made.

    Raises MayNotIssue or BatchMoved.
    """
    if not may_issue(batch.structure, actor):
        raise MayNotIssue
    if not Batch.objects.running().filter(pk=batch.pk).update(state=Batch.State.PAUSED):
        raise BatchMoved
    LogEntry.objects.append(actor=actor, verb="batch.paused", subject=batch, structure=batch.structure)
    batch.refresh_from_db()
    return batch
