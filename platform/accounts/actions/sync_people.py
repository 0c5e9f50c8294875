"""Put people in the groups of the roles they hold today, and out of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import Membership, RoleGroup, User

if TYPE_CHECKING:
    from accounts.models import Structure


@transaction.atomic
def sync_people(*, user: User | None = None, structure: Structure | None = None) -> tuple[int, int]:
    """Make groups and the staff mark follow the roles held today; return how many places were given and taken.

    For one person, one structure or, without either, everybody. Safe to repeat: the second time changes nothing. Costs
    a handful of queries whatever the number of people.
    """
    groups, roles, members = RoleGroup.objects.all(), Membership.objects.current().staff(), User.objects.all()
    if structure is not None:
        groups = groups.filter(structure=structure)
    if user is not None:
        roles, members = roles.held_by(user), members.filter(pk=user.pk)
    group_of = {(group.structure_id, group.role): group.group_id for group in groups}
    places = User.groups.through.objects.filter(
        group_id__in=group_of.values(), user_id__in=members.values("pk")
    )

    wanted = {
        (user_id, group_of[structure_id, role])
        for user_id, structure_id, role in roles.values_list("user_id", "structure_id", "role")
        if (structure_id, role) in group_of
    }
    taken = {(place.user_id, place.group_id): place.pk for place in places}
    given = wanted - taken.keys()
    ended = [pk for place, pk in taken.items() if place not in wanted]

    User.groups.through.objects.bulk_create(
        [User.groups.through(user_id=user_id, group_id=group_id) for user_id, group_id in sorted(given)],
        ignore_conflicts=True,
    )
    User.groups.through.objects.filter(pk__in=ended).delete()
    staff = Membership.objects.current().staff().values("user_id")
    members.filter(is_staff=False, pk__in=staff).update(is_staff=True)
    members.filter(is_staff=True, is_superuser=False).exclude(pk__in=staff).update(is_staff=False)
    if user is not None:
        user.refresh_from_db(fields=["is_staff"])
        user.__dict__.pop("current_memberships", None)
    return len(given), len(ended)
