"""Take a seat in a jury back."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.seat_member import SEATING
from certification.hearings import is_staff_of
from certification.jury_refusals import JuryRefused
from certification.models import JuryMember, JurySession
from certification.rules.jury import Obstacle


@transaction.atomic
def unseat_member(*, member: JuryMember, actor: User) -> None:
    """The jury without this member: absent, or seated by mistake. What they wrote without signing goes.

    Whoever signed an opinion stays. Raises JuryRefused.
    """
    session = JurySession.objects.locked().get(pk=member.session_id)
    if not is_staff_of(actor, session.structure):
        raise JuryRefused(Obstacle.NOT_STAFF)
    if session.state not in SEATING:
        raise JuryRefused(Obstacle.TOO_LATE)
    if (found := session.members.filter(pk=member.pk).first()) is None:
        raise JuryRefused(Obstacle.NOT_A_MEMBER)
    if found.opinions.signed().exists():
        raise JuryRefused(Obstacle.HAS_SPOKEN)
    found.opinions.all().delete()
    found.conflicts.all().delete()
    LogEntry.objects.append(
        actor=actor,
        verb="jury.member_unseated",
        subject=session,
        structure=session.structure,
        payload={"member": found.pk, "person": found.person_id},
    )
    found.delete()
