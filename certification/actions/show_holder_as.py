"""Choose how much of one's name those who verify may see."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.models import Credential
from certification.refusals import NotYours


@transaction.atomic
def show_holder_as(*, credential: Credential, actor: User, shown: str) -> Credential:
    """Show the full name or the initials on the verification page, as the holder wishes. Raises NotYours.

    The document itself carries the name in full. Raises ValueError for anything else than these two.
    """
    shown = Credential.HolderShown(shown)
    locked = (
        Credential.objects.select_for_update(no_key=True, of=("self",))
        .select_related("structure")
        .without_wording()
    )
    credential = locked.get(pk=credential.pk)
    if credential.holder_id != actor.pk:
        raise NotYours
    if credential.holder_shown == shown:
        return credential
    credential.holder_shown = shown
    credential.save(update_fields=["holder_shown"])
    LogEntry.objects.append(
        actor=actor,
        verb="credential.holder_shown",
        subject=credential,
        structure=credential.structure,
        payload={"number": credential.number, "shown": str(shown)},
    )
    return credential
