"""Make the archive and the printable file of a batch."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import LogEntry
from certification import storage
from certification.models import Batch, BatchItem
from certification.models.credential import FileLost
from certification.sheets import archive, printable


def make_batch_files(*, batch: Batch) -> bool:
    """One ZIP of the certificates as issued and one PDF to print, kept under their hashes; whether this call did.

    Not one transaction, on purpose: reading hundreds of files must not hold the database. Safe to repeat: the same
    certificates give the same bytes, and the filtered update lets one worker say so. A certificate whose file is lost
    is left out, and its line says it.
    """
    if batch.state != Batch.State.DONE or batch.archive_name or batch.files_removed_at:
        return False
    items = batch.items.filter(state=BatchItem.State.ISSUED).select_related("credential")
    files = []
    for item in items.order_by("credential__number").defer("credential__frozen"):
        try:
            files.append((f"{item.credential.number}.pdf", item.credential.read_file()))
        except FileLost:
            item.state, item.reason = BatchItem.State.REFUSED, _("The file of this certificate is lost.")
            item.save(update_fields=["state", "reason"])
    if not files:
        return False
    zipped = storage.keep(archive(files), suffix=".zip")
    sheets = storage.keep(printable((data for _name, data in files), title=batch.title), suffix=".pdf")
    return _record(batch, zipped, sheets)


@transaction.atomic
def _record(batch: Batch, zipped: storage.Kept, sheets: storage.Kept) -> bool:
    # Tried again meanwhile, it will have other files at its other end.
    done = Batch.objects.without_files().filter(pk=batch.pk, done_at=batch.done_at)
    made = done.update(archive_name=zipped.name, printable_name=sheets.name, files_made_at=timezone.now())
    if made:
        LogEntry.objects.append(
            actor=None,
            verb="batch.files",
            subject=batch,
            structure=batch.structure,
            payload={"zip": zipped.sha256, "pdf": sheets.sha256},
        )
    else:
        for kept in (zipped, sheets):
            if not Batch.objects.naming(kept.name).exists():
                transaction.on_commit(partial(storage.forget, kept.name), robust=True)
    return bool(made)
