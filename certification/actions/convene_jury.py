"""Convene a jury."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from accounts.models import LogEntry, Structure, User
from certification.hearings import is_staff_of
from certification.jury_refusals import JuryRefused
from certification.models import JurySession, Scheme
from certification.rules.jury import Obstacle


@transaction.atomic
def convene_jury(
    *,
    structure: Structure,
    scheme: Scheme,
    title: str,
    held_on: date,
    quorum: int,
    actor: User,
    place: str = "",
) -> JurySession:
    """A session of a jury for this scheme, planned: nobody sits in it yet and it hears nobody.

    Raises JuryRefused: not staff, no version of the scheme says that a jury decides, or all of those ask for more
    members.
    """
    if not is_staff_of(actor, structure):
        raise JuryRefused(Obstacle.NOT_STAFF)
    rules = [version.read() for version in scheme.versions.filter(draft=False)]
    quorums = [one.decision.quorum for one in rules if one.by_jury]
    if not quorums or scheme.structure_id != structure.pk:
        raise JuryRefused(Obstacle.NOT_BY_JURY)
    if quorum < min(quorums):
        raise JuryRefused(Obstacle.QUORUM_TOO_LOW)
    session = JurySession.objects.create(
        structure=structure, scheme=scheme, title=title.strip(), held_on=held_on, place=place, quorum=quorum
    )
    LogEntry.objects.append(
        actor=actor,
        verb="jury.convened",
        subject=session,
        structure=structure,
        payload={"scheme": scheme.code, "held_on": held_on.isoformat(), "quorum": quorum},
    )
    return session
