"""Go on with batches of certificates whose worker was lost."""

from __future__ import annotations

from django.db.models import Q
from django_q.tasks import async_task

from certification.models import Batch, BatchItem


def sweep_batches() -> int:
    """How many steps were asked for: of batches under way, and the files of those done that have none.

    A step asked for twice does nothing twice.
    """
    granted, issued = (
        BatchItem.objects.filter(state=state).values("batch")
        for state in (BatchItem.State.GRANTED, BatchItem.State.ISSUED)
    )
    under_way = Batch.objects.filter(
        Q(state=Batch.State.RUNNING) | Q(state=Batch.State.PAUSED, pk__in=granted)
    ).values_list("pk", flat=True)
    unbound = Batch.objects.without_files().filter(pk__in=issued)
    calls = [("certification.tasks.run_batch", pk) for pk in under_way]
    calls += [("certification.tasks.make_batch_files", pk) for pk in unbound.values_list("pk", flat=True)]
    for task, pk in calls:
        async_task(task, pk)
    return len(calls)
