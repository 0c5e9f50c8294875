"""End a role."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.actions.sync_people import sync_people
from accounts.models import LogEntry, Membership, User
from accounts.refusals import RoleRefused
from accounts.rules.roles import refusals_to_manage


@transaction.atomic
def end_role(*, membership: Membership, actor: User | None, last_day: date | None = None) -> None:
    """End the role at once, or after a last day, included.

    A role ended at once held until yesterday; one given today leaves no row, only its two lines in the log. Raises
    RoleRefused with its reasons.
    """
    if actor is not None:
        reasons = refusals_to_manage(
            actor_roles=actor.roles_in(membership.structure), actor_is_administrator=actor.is_superuser
        )
        if reasons:
            raise RoleRefused(reasons)

    last = last_day or timezone.localdate() - timedelta(days=1)
    LogEntry.objects.append(
        actor=actor,
        verb="role.ended",
        subject=membership,
        structure=membership.structure,
        payload={"user": membership.user_id, "role": membership.role, "last_day": last.isoformat()},
    )
    if last < membership.since:
        membership.delete()
    else:
        membership.until = last
        membership.save(update_fields=["until"])
    sync_people(user=membership.user)
