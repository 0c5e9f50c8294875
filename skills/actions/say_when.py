"""Say when a mission was, and how much time it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from skills.actions.open_mission import keep, own_mission
from skills.models import Mission
from skills.refusals import MissionRefused
from skills.rules.missions import problem_with_hours, problem_with_period


@dataclass(frozen=True)
class When:
    """From a day until a day, or still; so many hours a week, a month, or in all; None where they are not known."""

    starts_on: date | None
    ends_on: date | None
    hours: Decimal | None
    rhythm: str


@transaction.atomic
def say_when(*, mission: Mission, actor: User, when: When) -> Mission:
    """The mission, at that time. Raises NotYours or MissionRefused."""
    mission, today = own_mission(mission, actor), timezone.localdate()
    problem = problem_with_period(starts_on=when.starts_on, ends_on=when.ends_on, today=today)
    problem = problem or problem_with_hours(
        hours=when.hours, rhythm=when.rhythm, starts_on=when.starts_on, ends_on=when.ends_on, today=today
    )
    if problem:
        raise MissionRefused(problem)
    mission.starts_on, mission.ends_on = when.starts_on, when.ends_on
    mission.hours, mission.rhythm = when.hours, when.rhythm
    keep(
        mission,
        actor=actor,
        verb="mission.changed",
        fields=["starts_on", "ends_on", "hours", "rhythm"],
    )
    return mission
