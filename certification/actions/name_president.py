"""Name who presides a jury."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.hearings import is_staff_of
from certification.jury_refusals import JuryRefused
from certification.models import JuryMember, JurySession
from certification.rules.jury import Obstacle


@transaction.atomic
def name_president(*, member: JuryMember, actor: User) -> JuryMember:
    """This member, who presides from now on instead of whoever did; until the session is closed or cancelled.

    Raises JuryRefused.
    """
    session = JurySession.objects.locked().get(pk=member.session_id)
    if not is_staff_of(actor, session.structure):
        raise JuryRefused(Obstacle.NOT_STAFF)
    if session.closed_at is not None:
        raise JuryRefused(Obstacle.TOO_LATE)
    if (member := session.members.filter(pk=member.pk).first()) is None:
        raise JuryRefused(Obstacle.NOT_A_MEMBER)
    session.members.filter(presides=True).update(presides=False)
    member.presides = True
    member.save(update_fields=["presides"])
    LogEntry.objects.append(
        actor=actor,
        verb="jury.president_named",
        subject=session,
        structure=session.structure,
        payload={"member": member.pk, "person": member.person_id},
    )
    return member
