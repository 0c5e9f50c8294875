"""Make an invitation: a link to send, or a key to say."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry
from learning.models.groups import Group, new_token
from learning.models.ways_in import Invitation
from learning.rules.keys import new_key

if TYPE_CHECKING:
    from accounts.models import Structure, User
    from learning.models import ModulePage


@transaction.atomic
def make_invitation(
    *,
    structure: Structure,
    actor: User,
    expires_at: datetime,
    kind: str = Invitation.Kind.LINK,
    group: Group | None = None,
    module: ModulePage | None = None,
    most_uses: int | None = None,
) -> Invitation:
    """A new way into the group or the module, good until then, for so many people at most."""
    token = new_key(secrets.choice) if kind == Invitation.Kind.KEY else new_token()
    invitation = Invitation.objects.create(
        structure=structure,
        kind=kind,
        token=token,
        group=group,
        module=module,
        most_uses=most_uses,
        expires_at=expires_at,
        made_by=actor,
    )
    LogEntry.objects.append(
        actor=actor,
        verb="invitation.made",
        subject=invitation,
        structure=structure,
        # Never the token: whoever reads the log would come in.
        payload={"kind": str(kind), "most_uses": most_uses, "expires_at": expires_at.isoformat()},
    )
    return invitation
