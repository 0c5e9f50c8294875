"""Record what an authority allows a structure to grant."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.write_draft import check_manager
from certification.models import IssuerAuthorisation
from certification.scheme_refusals import EndsFirst


@transaction.atomic
def record_authorisation(*, authorisation: IssuerAuthorisation, actor: User) -> IssuerAuthorisation:
    """The authorisation, kept. Raises MayNotManage or EndsFirst."""
    scheme = authorisation.scheme
    check_manager(structure=scheme.structure, actor=actor)
    if authorisation.valid_until < authorisation.valid_from:
        raise EndsFirst
    authorisation.save(force_insert=True)
    LogEntry.objects.append(
        actor=actor,
        verb="scheme.authorised",
        subject=scheme,
        structure=scheme.structure,
        payload={
            "authority": authorisation.authority,
            "reference": authorisation.reference,
            "from": authorisation.valid_from.isoformat(),
            "until": authorisation.valid_until.isoformat(),
        },
    )
    return authorisation
