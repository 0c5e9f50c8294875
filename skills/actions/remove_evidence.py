"""Take a piece of evidence out of one's record."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.models import LogEntry, User
from skills import storage
from skills.models import Evidence
from skills.refusals import NotYours


def forget_files(names: Iterable[str]) -> None:
    """Remove these files once the transaction is kept."""
    for name in filter(None, names):
        transaction.on_commit(lambda name=name: storage.forget(name))


@transaction.atomic
def remove_evidence(*, evidence: Evidence, actor: User) -> None:
    """Forget the evidence and its file. Raises NotYours."""
    evidence = Evidence.objects.select_for_update(no_key=True).get(pk=evidence.pk)
    if evidence.volunteer_id != actor.pk:
        raise NotYours
    LogEntry.objects.append(actor=actor, verb="evidence.removed", subject=evidence, structure=None)
    forget_files([evidence.file_name])
    evidence.delete()
