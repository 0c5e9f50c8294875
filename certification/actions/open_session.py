"""Open a session: its members give their opinions."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification import letters
from certification.hearings import hearings_of, is_staff_of
from certification.jury_refusals import JuryRefused
from certification.models import JurySession
from certification.rules.jury import Obstacle, Seat, to_open


@transaction.atomic
def open_session(*, session: JurySession, actor: User) -> JurySession:
    """The session, open: each member gets an e-mail and reads the dossiers. Raises JuryRefused."""
    session = JurySession.objects.locked().get(pk=session.pk)
    if not is_staff_of(actor, session.structure):
        raise JuryRefused(Obstacle.NOT_STAFF)
    if session.state != JurySession.State.PLANNED:
        raise JuryRefused(Obstacle.TOO_LATE)
    members = list(session.members.select_related("person"))
    seats = [Seat(one.pk, one.person_id, one.person.email, presides=one.presides) for one in members]
    heard = [one for one in hearings_of(session) if one.is_pending]
    if obstacles := to_open(seats, session.quorum, len(heard)):
        raise JuryRefused(*obstacles)
    session.state, session.opened_at = JurySession.State.OPEN, timezone.now()
    session.save(update_fields=["state", "opened_at"])
    LogEntry.objects.append(
        actor=actor,
        verb="jury.opened",
        subject=session,
        structure=session.structure,
        payload={"members": len(members), "cases": len(heard)},
    )
    for member in members:
        letters.send(
            "jury_opened", to=member.person, structure=session.structure, session=session, cases=len(heard)
        )
    return session
