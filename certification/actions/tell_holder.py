"""Write to the holder of a document that is ready."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation

from accounts.models import LogEntry
from certification import letters
from certification.kinds import BY_SLUG
from certification.kinds.base import LANGUAGE
from certification.models import Credential
from learning.models import Notification


@transaction.atomic
def tell_holder(*, credential: Credential) -> bool:
    """Tell the holder, once, that the document is ready; whether this call did.

    The letter is kept in the database with the mark that it was written, then delivered by the worker of mail. Who
    chose the digest, or no e-mail, is told there, or on their page of notifications alone.
    """
    untold = Credential.objects.issued().filter(pk=credential.pk, told_at=None)
    if not untold.update(told_at=timezone.now()):
        return False
    kind, holder = BY_SLUG[credential.kind], credential.holder
    is_written_now = Notification.objects.way_to(holder, "attestation_ready") == "now"
    with translation.override(LANGUAGE):
        label = str(kind.label)
    Notification.objects.tell(
        person=holder,
        kind="attestation_ready",
        about=f"credential:{credential.pk}",
        words={"document": label, "title": credential.title},
        address=credential.document_url(),
        structure=credential.structure,
        mailed_at=timezone.now() if is_written_now else None,
    )
    if is_written_now:
        letters.send(
            "document_ready",
            to=holder,
            structure=credential.structure,
            stop_path=Notification.stop_path(holder, "attestation_ready"),
            credential=credential,
            kind=kind,
            document_path=credential.document_url(),
            verification_path=credential.get_absolute_url(),
        )
    LogEntry.objects.append(
        actor=None,
        verb="credential.told",
        subject=credential,
        structure=credential.structure,
        payload={"number": credential.number},
    )
    return True
