"""Name the pedagogical leads of a scheme."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.write_draft import check_manager
from certification.models import Scheme


@transaction.atomic
def name_leads(*, scheme: Scheme, actor: User, leads: Collection[User]) -> Scheme:
    """The scheme with these leads and no other. Raises MayNotManage."""
    check_manager(structure=scheme.structure, actor=actor)
    scheme.leads.set(leads)
    LogEntry.objects.append(
        actor=actor,
        verb="scheme.leads",
        subject=scheme,
        structure=scheme.structure,
        payload={"leads": sorted(lead.pk for lead in leads)},
    )
    return scheme
