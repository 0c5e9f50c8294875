"""Close the administration to those whose role has reached its last day, and open it to those whose role begins."""

from __future__ import annotations

from collections import defaultdict

from django.db import transaction

from accounts.actions.sync_people import sync_people
from accounts.models import LogEntry, Membership, RoleGroup, Structure, User


@transaction.atomic
def expire_roles() -> int:
    """Bring every group in line with today; return how many places were taken. Safe to repeat or to miss."""
    group_of = {(held.structure_id, held.role): held for held in RoleGroup.objects.all()}
    held_today = set(Membership.objects.current().staff().values_list("user_id", "structure_id", "role"))
    lines = defaultdict(list)
    for (structure_id, role), held in group_of.items():
        for person in User.objects.filter(groups=held.group_id).order_by("pk"):
            if (person.pk, structure_id, role) not in held_today:
                lines[structure_id].append((None, "role.expired", person, {"role": role}))
    for structure in Structure.objects.filter(pk__in=lines):
        LogEntry.objects.append_many(structure=structure, lines=lines[structure.pk])
    _given, ended = sync_people()
    return ended
