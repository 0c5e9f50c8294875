"""Take the archive and the printable file of a batch away."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from certification import storage
from certification.models import Batch


@transaction.atomic
def drop_batch_files(*, batch: Batch) -> None:
    """Forget both files, which are copies: the certificates themselves stay, and give the same two again.

    A file that another batch of the same certificates has stays for it. Part of an action, which says why in the log.
    """
    names = {batch.archive_name, batch.printable_name} - {""}
    batch.archive_name = batch.printable_name = ""
    batch.save(update_fields=["archive_name", "printable_name"])
    for name in sorted(names):
        if not Batch.objects.naming(name).exists():
            transaction.on_commit(partial(storage.forget, name), robust=True)
