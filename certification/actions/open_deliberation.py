"""Open the deliberation of a jury."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.hearings import hearings_of
from certification.jury_refusals import JuryRefused
from certification.models import JurySession
from certification.rules.jury import Obstacle, to_deliberate


@transaction.atomic
def open_deliberation(*, session: JurySession, actor: User) -> JurySession:
    """The session, deliberating: by whoever presides, once every opinion that is needed is signed. No opinion is given
    after that, and nobody joins. Raises JuryRefused.
    """
    session = JurySession.objects.locked().get(pk=session.pk)
    if not session.members.filter(person=actor, presides=True).exists():
        raise JuryRefused(Obstacle.NOT_LEADING)
    if session.state != JurySession.State.OPEN:
        raise JuryRefused(Obstacle.NOT_OPEN)
    heard = [one for one in hearings_of(session) if one.is_pending]
    if obstacles := to_deliberate((one.bench, one.signed) for one in heard):
        raise JuryRefused(*obstacles)
    session.state = JurySession.State.DELIBERATING
    session.save(update_fields=["state"])
    LogEntry.objects.append(
        actor=actor,
        verb="jury.deliberating",
        subject=session,
        structure=session.structure,
        payload={"cases": len(heard)},
    )
    return session
