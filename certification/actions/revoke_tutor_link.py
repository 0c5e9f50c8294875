"""Withdraw the link that a tutor was sent."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification.actions.declare_practice import own_dossier
from certification.models import Practice


def close_links(practice: Practice) -> int:
    """Withdraw what was sent for this period and not used; how many links that was."""
    return practice.links.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())


@transaction.atomic
def revoke_tutor_link(*, practice: Practice, actor: User) -> Practice:
    """The period, whose tutor's link serves no more. Changes nothing where none is open. Raises NotYours or
    PracticeRefused."""
    dossier = own_dossier(practice.dossier, actor)
    practice = Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    if practice.state != Practice.State.ASKED or not close_links(practice):
        return practice
    practice.state = Practice.State.DECLARED
    practice.save(update_fields=["state"])
    LogEntry.objects.append(
        actor=actor,
        verb="practice.link_withdrawn",
        subject=practice,
        structure=dossier.structure,
        payload={"dossier": dossier.pk},
    )
    return practice
