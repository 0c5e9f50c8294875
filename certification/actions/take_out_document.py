"""Take a file out of a dossier."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from accounts.models import LogEntry, User
from certification.dossier_refusals import NotNow
from certification.models import Dossier, SupportingDocument
from certification.refusals import NotYours
from certification.rules import supporting
from learning.storage import forget


@transaction.atomic
def take_out_document(*, document: SupportingDocument, actor: User) -> None:
    """The dossier without this file, which is gone from the storage too. Taken out twice, it is gone once.

    Raises NotYours, or NotNow where the dossier is not in its candidate's hands or was sent with it.
    """
    dossier = Dossier.objects.locked().get(pk=document.dossier_id)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if (found := dossier.documents.filter(pk=document.pk).first()) is None:
        return
    if not supporting.may_take_out(
        state=dossier.state, added_at=found.added_at, submitted_at=dossier.submitted_at
    ):
        raise NotNow
    LogEntry.objects.append(
        actor=actor,
        verb="dossier.document_taken_out",
        subject=dossier,
        structure=dossier.structure,
        payload={"document": found.pk, "kind": found.kind, "sha256": found.sha256},
    )
    name = found.file_name
    found.delete()
    transaction.on_commit(partial(_forget_unless_named, name))


def _forget_unless_named(name: str) -> None:
    """The same file may have been added again meanwhile."""
    if not SupportingDocument.objects.filter(file_name=name).exists():
        forget(name)
