"""Note on a dossier that its certificate is made."""

from __future__ import annotations

from django.db import transaction

from certification.actions.move_dossier import move
from certification.models import Credential, Dossier


@transaction.atomic(savepoint=False)
def issue_dossier(*, credential: Credential) -> Dossier | None:
    """The dossier that this document was granted for, closed well; None for any other document.

    Called by what makes files, in the transaction that issues.
    """
    kind, _colon, pk = credential.subject.partition(":")
    if kind != "dossier":
        return None
    dossier = Dossier.objects.locked().get(pk=pk)
    if dossier.state == Dossier.State.VALIDATED:
        move(dossier=dossier, event="issue", actor=None, payload={"number": credential.number})
    return dossier
