"""Write a question of a bank, or change it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry
from learning.models.banks import BankCategory

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import BankQuestion


@transaction.atomic
def write_bank_question(
    *, question: BankQuestion, category: str, tags: Iterable[str], actor: User | None
) -> BankQuestion:
    """Keep the question as it is now, under this category, made if the bank has none of this name.

    A category that nothing stands in any more goes.
    """
    verb = "bank_question.changed" if question.pk else "bank_question.created"
    question.category = (
        BankCategory.objects.get_or_create(bank=question.bank, path=category)[0] if category else None
    )
    question.save()
    question.tags.set(list(tags))
    BankCategory.objects.filter(questions=None).filter(bank=question.bank).delete()
    LogEntry.objects.append(
        actor=actor,
        verb=verb,
        subject=question,
        structure=question.bank.structure,
        payload={"bank": question.bank.slug, "is_retired": question.is_retired},
    )
    return question
