"""Give a person a role in a structure."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.actions.sync_people import sync_people
from accounts.models import LogEntry, Membership, Structure, User
from accounts.refusals import RoleRefused
from accounts.rules.roles import refusals_to_grant


@transaction.atomic
def grant_role(
    *,
    user: User,
    structure: Structure,
    role: str,
    actor: User | None,
    since: date | None = None,
    until: date | None = None,
) -> Membership:
    """Open this role, from today on unless a day is given, and let the administration follow.

    ``actor`` is None when the platform itself does it (a command, a first set-up). A role that is held already, until
    the same day, is returned as it is. Raises RoleRefused with its reasons.
    """
    if actor is not None:
        reasons = refusals_to_grant(
            actor_roles=actor.roles_in(structure),
            actor_is_administrator=actor.is_superuser,
            to_oneself=actor == user,
            account_is_open=user.is_active,
        )
        if reasons:
            raise RoleRefused(reasons)

    # The structure's row is locked so that the same role given twice at once is one role.
    Structure.objects.select_for_update(no_key=True).get(pk=structure.pk)
    held = (
        Membership.objects.of(structure).held_by(user).with_role(role).current().filter(until=until).first()
    )
    if held is not None:
        return held
    membership = Membership.objects.create(
        user=user, structure=structure, role=role, since=since or timezone.localdate(), until=until
    )
    LogEntry.objects.append(
        actor=actor,
        verb="role.granted",
        subject=membership,
        structure=structure,
        payload={"user": user.pk, "role": role, "until": until and until.isoformat()},
    )
    sync_people(user=user)
    return membership
