"""Give somebody a seat in a jury."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification import letters
from certification.hearings import is_staff_of
from certification.jury_refusals import JuryRefused
from certification.models import JuryMember, JurySession
from certification.rules.jury import Obstacle

#: While members may come and go: until the deliberation opens.
SEATING = (JurySession.State.PLANNED, JurySession.State.OPEN)


@transaction.atomic
def seat_member(
    *,
    session: JurySession,
    person: User,
    actor: User,
    quality: str = "",
    association_name: str = "",
    association_rna: str = "",
) -> JuryMember:
    """This person's seat; the first one seated presides until somebody else is named. They get an e-mail.

    Whoever has a tie with one candidate may sit all the same, and does not speak of that one. Raises JuryRefused.
    """
    session = JurySession.objects.locked().get(pk=session.pk)
    if not is_staff_of(actor, session.structure):
        raise JuryRefused(Obstacle.NOT_STAFF)
    if session.state not in SEATING:
        raise JuryRefused(Obstacle.TOO_LATE)
    if session.members.filter(person=person).exists():
        raise JuryRefused(Obstacle.ALREADY_SEATED)
    member = JuryMember.objects.create(
        session=session,
        person=person,
        presides=not session.members.filter(presides=True).exists(),
        quality=quality.strip(),
        association_name=association_name.strip(),
        association_rna=association_rna.strip(),
    )
    LogEntry.objects.append(
        actor=actor,
        verb="jury.member_seated",
        subject=session,
        structure=session.structure,
        payload={"member": member.pk, "person": person.pk, "presides": member.presides},
    )
    letters.send("jury_seated", to=person, structure=session.structure, session=session, member=member)
    return member
