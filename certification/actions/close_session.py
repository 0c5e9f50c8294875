"""Close a session of a jury: its minutes."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import LogEntry, User
from certification.actions.take_number import take_number
from certification.hearings import hearings_of
from certification.jury_refusals import JuryRefused
from certification.minutes import MINUTES, freeze
from certification.models import JurySession, Minutes
from certification.rules.jury import Obstacle


@transaction.atomic
def close_session(*, session: JurySession, actor: User) -> Minutes:
    """The minutes of the session, numbered, every word frozen; the worker makes the file. By whoever presides, once
    each dossier is decided or was sent back. Nothing of the session changes after that. Raises JuryRefused.
    """
    session = JurySession.objects.locked().get(pk=session.pk)
    if not session.members.filter(person=actor, presides=True).exists():
        raise JuryRefused(Obstacle.NOT_LEADING)
    if session.state != JurySession.State.DELIBERATING:
        raise JuryRefused(Obstacle.NOT_DELIBERATING)
    hearings = hearings_of(session)
    if any(not one.case.decided_at for one in hearings):
        raise JuryRefused(Obstacle.UNDECIDED)
    session.state, session.closed_at = JurySession.State.CLOSED, timezone.now()
    session.save(update_fields=["state", "closed_at"])
    LogEntry.objects.append(
        actor=actor,
        verb="jury.closed",
        subject=session,
        structure=session.structure,
        payload={"cases": len(hearings)},
    )
    # After the line: its lock comes before the register's.
    year = timezone.localdate(session.closed_at).year
    [number] = take_number(structure=session.structure, kind=MINUTES, year=year)
    minutes = Minutes.objects.create(session=session, number=number, frozen=freeze(number, session, hearings))
    LogEntry.objects.append(
        actor=actor,
        verb="minutes.written",
        subject=minutes,
        structure=session.structure,
        payload={"number": number, "session": session.pk},
    )
    transaction.on_commit(partial(async_task, "certification.tasks.make_minutes", minutes.pk), robust=True)
    return minutes
