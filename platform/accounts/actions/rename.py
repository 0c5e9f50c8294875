"""Change the name that a person goes by."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from accounts.refusals import NameRefused
from accounts.rules.names import problem_of, tidy


@transaction.atomic
def rename(*, user: User, display_name: str, actor: User | None) -> User:
    """Give the person this name from now on; documents issued before keep the name they carry.

    The log says that the name changed, not from what to what, so that erasing a person stays possible. Raises
    NameRefused.
    """
    name = tidy(display_name)
    if problem := problem_of(name):
        raise NameRefused(problem)
    if name != user.display_name:
        user.display_name = name
        user.save(update_fields=["display_name"])
        LogEntry.objects.append(actor=actor, verb="account.renamed", subject=user, structure=None)
    return user
