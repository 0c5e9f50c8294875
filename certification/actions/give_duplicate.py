"""Give the file of a document again, for one that was lost."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification import letters
from certification.actions.revoke import may_act_on
from certification.kinds import BY_SLUG
from certification.models import Credential
from certification.refusals import MayNotDecide, NotStanding


@transaction.atomic
def give_duplicate(*, credential: Credential, actor: User, to_holder: bool) -> bytes:
    """The very bytes that were issued, under the same number, noted in the log with who gave them; sent to the
    holder's address as well where asked.

    Nothing is made or numbered again. Raises MayNotDecide, NotStanding (one withdrawn or replaced is not given again)
    or FileLost.
    """
    if not (answer := may_act_on(credential, actor)):
        raise MayNotDecide(answer)
    if credential.status != Credential.Status.ISSUED:
        raise NotStanding
    data = credential.read_file()
    LogEntry.objects.append(
        actor=actor,
        verb="credential.duplicate_sent" if to_holder else "credential.duplicate",
        subject=credential,
        structure=credential.structure,
        payload=credential.for_log() | {"sha256": credential.sha256},
    )
    if to_holder:
        letters.send(
            "document_duplicate",
            to=credential.holder,
            structure=credential.structure,
            attached=(f"{BY_SLUG[credential.kind].slug}-{credential.number}.pdf", data),
            credential=credential,
        )
    return data
