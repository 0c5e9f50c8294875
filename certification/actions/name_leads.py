"""Name the pedagogical leads of a scheme."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from accounts.models import LogEntry, Membership, Structure, User
from accounts.rules.roles import PUBLISHING_ROLES
from certification.models import Scheme
from certification.scheme_refusals import MayNotManage, NotTheirs


def managed_scheme(scheme: Scheme, actor: User) -> Scheme:
    """The scheme, kept from others until the transaction ends. Raises MayNotManage for whoever does not manage its
    structure. Costs two queries."""
    scheme = (
        Scheme.objects.select_for_update(no_key=True, of=("self",))
        .select_related("structure")
        .get(pk=scheme.pk)
    )
    if not Structure.objects.managed_by(actor).filter(pk=scheme.structure_id).exists():
        raise MayNotManage
    return scheme


@transaction.atomic
def name_leads(*, scheme: Scheme, actor: User, leads: Collection[User]) -> Scheme:
    """The scheme with these pedagogical leads and no other; the same ones again change nothing.

    They must be able to act: validators or managers of the structure today. Raises MayNotManage or NotTheirs, which
    names who is not.
    """
    scheme = managed_scheme(scheme, actor)
    deciding = Membership.objects.of(scheme.structure).current().filter(role__in=PUBLISHING_ROLES)
    able = set(deciding.filter(user__in=leads).values_list("user", flat=True))
    if others := [lead.display_name for lead in leads if lead.pk not in able]:
        raise NotTheirs(others)
    before, after = set(scheme.leads.values_list("pk", flat=True)), {lead.pk for lead in leads}
    if before == after:
        return scheme
    scheme.leads.set(leads)
    LogEntry.objects.append(
        actor=actor,
        verb="scheme.leads",
        subject=scheme,
        structure=scheme.structure,
        payload={"scheme": scheme.code, "leads": sorted(after), "before": sorted(before)},
    )
    return scheme
