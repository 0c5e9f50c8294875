"""Cancel a planned session of a jury."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification import letters
from certification.actions.take_back_case import take_back_case
from certification.hearings import is_staff_of
from certification.jury_refusals import JuryRefused
from certification.models import JurySession
from certification.rules.jury import Obstacle


@transaction.atomic
def cancel_session(*, session: JurySession, actor: User, grounds: str) -> JurySession:
    """The session, which is not held: its dossiers wait again for a review, its members and candidates are told why.

    By staff, before it opens: a session where opinions are given is decided or sends its dossiers back one by one.
    Nothing of a cancelled session changes after that. Raises JuryRefused.
    """
    session = JurySession.objects.locked().get(pk=session.pk)
    grounds = grounds.strip()[:2000]
    if not is_staff_of(actor, session.structure):
        raise JuryRefused(Obstacle.NOT_STAFF)
    if session.state != JurySession.State.PLANNED:
        raise JuryRefused(Obstacle.TOO_LATE)
    waiting = list(session.cases.filter(decided_at=None).select_related("dossier"))
    if any(case.dossier.candidate_id == actor.pk for case in waiting):
        raise JuryRefused(Obstacle.OWN_DOSSIER)
    if not grounds:
        raise JuryRefused(Obstacle.REASON_MISSING)
    for case in waiting:
        take_back_case(case=case, actor=actor, grounds=grounds)
    session.state, session.closed_at = JurySession.State.CANCELLED, timezone.now()
    session.cancelled_because = grounds
    session.save(update_fields=["state", "closed_at", "cancelled_because"])
    LogEntry.objects.append(
        actor=actor,
        verb="jury.cancelled",
        subject=session,
        structure=session.structure,
        payload={"cases": len(waiting)},
    )
    for member in session.members.select_related("person"):
        letters.send("jury_cancelled", to=member.person, structure=session.structure, session=session)
    return session
