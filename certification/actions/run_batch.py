"""Do one step of a batch of certificates."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_q.tasks import async_task

from accounts.models import LogEntry
from certification.actions.decide_dossier import decide_dossier
from certification.actions.make_file import make_file
from certification.kinds import CERTIFICATE
from certification.kinds.base import LANGUAGE
from certification.models import Batch, BatchItem, Credential, Dossier
from certification.refusals import Refused

logger = logging.getLogger(__name__)

#: Dossiers decided in one step: a few seconds, so that whoever else waits for the worker waits for no batch.
STEP = 20


def run_batch(*, batch: Batch, step: int = STEP) -> bool:
    """Settle what is being made, then decide the next few dossiers; whether something is left for another step.

    Not one transaction, on purpose: each dossier is decided in one of its own with the mark that it was, so that a
    worker killed anywhere, or two at once, decide each once and grant one certificate, under one number. The worker
    makes the files meanwhile, by the task that each decision queues; one that is not made by the next step is made
    here. A dossier that a rule refuses keeps the reason, and the others go on.
    """
    with override(LANGUAGE):
        for item in _being_made(batch)[:step]:
            _settle(item)
        waiting = batch.items.filter(state=BatchItem.State.WAITING).order_by("pk")
        for pk in list(waiting.values_list("pk", flat=True)[:step]):
            if not _decide(pk):
                break  # paused meanwhile
    return not _finish(batch)


def _being_made(batch: Batch):
    found = batch.items.filter(state=BatchItem.State.GRANTED).order_by("pk")
    return found.select_related("credential__structure")


def _settle(item: BatchItem) -> None:
    """Note what became of a granted certificate; make its file where nobody did yet."""
    credential = item.credential
    if credential.status == Credential.Status.PENDING:
        make_file(credential=credential)
        credential.refresh_from_db()
    if credential.status != Credential.Status.PENDING:
        _note(item, BatchItem.State.ISSUED)
    elif credential.problem:
        _note(item, BatchItem.State.REFUSED, credential.problem)


def _note(item: BatchItem, state: BatchItem.State, reason: str = "") -> None:
    """Whoever comes second changes nothing."""
    granted = BatchItem.objects.filter(pk=item.pk, state=BatchItem.State.GRANTED)
    granted.update(state=state, reason=reason[:500])


@transaction.atomic
def _decide(pk: int) -> bool:
    """Decide one dossier, unless somebody did; whether the batch goes on."""
    batches = Batch.objects.running().filter(items__pk=pk).select_related("started_by")
    if (batch := batches.first()) is None:
        return False
    item = (
        BatchItem.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=pk, state=BatchItem.State.WAITING)
        .first()
    )
    if item is None:
        return True
    try:
        with transaction.atomic():
            item.credential = _certificate_of(item.dossier_id, batch)
        item.state = BatchItem.State.GRANTED
    except Refused as reason:
        item.state, item.reason = BatchItem.State.REFUSED, str(reason)[:500]
    except Exception:
        # One dossier whose data is damaged must not keep the others waiting for ever.
        logger.exception("Dossier %s of batch %s could not be decided", item.dossier_id, batch.pk)
        item.state = BatchItem.State.REFUSED
        item.reason = _("Something unexpected happened; it is in the journal of the server.")
    item.save(update_fields=["state", "credential", "reason"])
    return True


def _certificate_of(dossier_id: int, batch: Batch) -> Credential:
    """The certificate of this dossier, decided now where it was not. Raises Refused."""
    dossier = Dossier.objects.with_people().get(pk=dossier_id)
    found = (
        Credential.objects.of_kind(CERTIFICATE.slug)
        .about(f"dossier:{dossier_id}")
        .select_related("replaced_by")
    )
    if (credential := found.first()) is None:
        decide_dossier(dossier=dossier, actor=batch.started_by, verdict="validate")
        credential = found.get()
    return credential.replaced_by or credential


@transaction.atomic
def _finish(batch: Batch) -> bool:
    """Close the batch once everything is settled, then have its files made; whether nothing is left to do for now."""
    progress = batch.progress()
    if not progress.is_over:
        # Paused, only what was granted still has to be settled.
        return not progress.granted and not Batch.objects.running().filter(pk=batch.pk).exists()
    ended = Batch.objects.filter(pk=batch.pk, done_at=None)
    if ended.update(state=Batch.State.DONE, done_at=timezone.now()):
        LogEntry.objects.append(
            actor=None,
            verb="batch.done",
            subject=batch,
            structure=batch.structure,
            payload={"issued": progress.issued, "refused": progress.refused},
        )
        transaction.on_commit(
            lambda: async_task("certification.tasks.make_batch_files", batch.pk), robust=True
        )
    return True
