"""Open a question bank, or change what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import QuestionBank


@transaction.atomic
def write_bank(*, bank: QuestionBank, actor: User | None) -> QuestionBank:
    """Keep the bank as it is now."""
    verb = "bank.changed" if bank.pk else "bank.created"
    bank.save()
    LogEntry.objects.append(
        actor=actor,
        verb=verb,
        subject=bank,
        structure=bank.structure,
        payload={"title": bank.title, "is_shared": bank.is_shared},
    )
    return bank
