"""Declare what one did elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.activities.opening import at_step, must_be_open
from learning.activities.refusals import Refused
from learning.activities.telling import DECLARATIONS, tell_trainers
from learning.models.enrolment import Enrolment
from learning.models.work import Declaration
from learning.rules.declarations import refusals_to_declare

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User
    from learning.models import ExternalActivityPage


@transaction.atomic
def declare_activity(
    *,
    enrolment: Enrolment,
    page: ExternalActivityPage,
    done_on: date | None,
    minutes: int | None,
    actor: User,
    place: str = "",
    note: str = "",
) -> Declaration:
    """What this person says they did, which waits for a trainer; the trainers are told.

    One stands at a time: another, while the first waits or once it is confirmed, changes nothing. Raises Refused with
    everything that is missing, and Locked.
    """
    enrolment = Enrolment.objects.locked(enrolment)
    must_be_open(enrolment, page)
    mine = Declaration.objects.at(enrolment, page)
    standing = mine.exclude(state=Declaration.State.REFUSED).first()
    if standing is not None:
        return standing
    refusals = refusals_to_declare(
        done_on=done_on,
        minutes=minutes,
        today=timezone.localdate(),
        enrolled_on=timezone.localdate(enrolment.enrolled_at),
    )
    if refusals:
        raise Refused(*refusals)
    declaration = Declaration.objects.create(
        **at_step(enrolment, page),
        done_on=done_on,
        minutes=minutes,
        modality=page.activity_modality,
        place=place.strip()[:200],
        note=note.strip()[:2000],
    )
    LogEntry.objects.append(
        actor=actor,
        verb="activity.declared",
        subject=declaration,
        structure=enrolment.structure,
        payload={"step": declaration.step_title, "day": done_on.isoformat(), "minutes": minutes},
    )
    tell_trainers(declaration, kind="declaration_waiting", page=DECLARATIONS)
    return declaration
