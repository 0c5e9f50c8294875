"""Take the next numbers of a register."""

from __future__ import annotations

from typing import Protocol

from django.db import transaction

from accounts.models import Structure
from certification.models import Registry
from certification.rules.numbering import document_number


class Numbered(Protocol):
    """What has a register of its own: a kind of document, minutes."""

    slug: str
    mark: str
    width: int


def take_number(*, structure: Structure, kind: Numbered, year: int, count: int = 1) -> list[str]:
    """The next `count` numbers of this structure, kind and year, in order.

    Without a gap, because they are taken inside the transaction that grants: undone, the numbers are free again.
    Whoever asks at the same time waits for that transaction to end. Lock order everywhere: the head of the log,
    then the register; so write a log line first. Costs two queries.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("A number is taken inside the transaction that grants.")
    with transaction.atomic(savepoint=False):
        register, _new = Registry.objects.select_for_update(no_key=True).get_or_create(
            structure=structure, kind=kind.slug, year=year
        )
        first = register.last_number + 1
        register.last_number += count
        register.save(update_fields=["last_number"])
    return [
        document_number(
            prefix=structure.number_prefix, mark=kind.mark, year=year, rank=rank, width=kind.width
        )
        for rank in range(first, first + count)
    ]
