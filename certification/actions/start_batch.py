"""Start a batch of certificates."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from accounts.models import LogEntry, Membership, Structure, User
from certification.models import Batch, BatchItem, Dossier
from certification.refusals import MayNotIssue, NothingToIssue, TooMany
from certification.rules.batches import MOST
from certification.rules.separation import DECIDING_ROLES


def may_issue(structure: Structure, actor: User) -> bool:
    """Whether this person decides on dossiers there, today. Costs one query."""
    return Membership.objects.held_by(actor).of(structure).current().with_role(*DECIDING_ROLES).exists()


@transaction.atomic
def start_batch(*, structure: Structure, dossiers: Collection[int], title: str, actor: User) -> Batch:
    """A batch of these dossiers (their ids) of one structure: the worker decides each in this person's name, with
    every rule that a decision by hand obeys, and makes the certificates.

    Dossiers of other structures, decided otherwise, or that a batch under way holds are left out: sent twice, the
    second has nothing. Raises MayNotIssue, NothingToIssue or TooMany.
    """
    if not may_issue(structure, actor):
        raise MayNotIssue
    if len(dossiers) > MOST:
        raise TooMany(MOST)
    batch = Batch.objects.create(structure=structure, title=title.strip()[:150], started_by=actor)
    # The line takes the log's lock: whoever starts at the same time sees this batch's items.
    LogEntry.objects.append(
        actor=actor,
        verb="batch.started",
        subject=batch,
        structure=structure,
        payload={"dossiers": len(dossiers)},
    )
    taken = Dossier.objects.of(structure).for_batch().filter(pk__in=list(dossiers))
    items = [
        BatchItem(batch=batch, dossier_id=pk) for pk in taken.order_by("pk").values_list("pk", flat=True)
    ]
    if not items:
        raise NothingToIssue
    BatchItem.objects.bulk_create(items, batch_size=100)
    transaction.on_commit(partial(async_task, "certification.tasks.run_batch", batch.pk), robust=True)
    return batch
