"""Tell a mission in one's own words."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from skills.actions.open_mission import keep, own_mission
from skills.models import Mission
from skills.refusals import MissionRefused
from skills.rules.missions import Problem


@dataclass(frozen=True)
class Story:
    """What the association is for, what the person did, what came of it."""

    activities: str
    context: str = ""
    achievements: str = ""


@transaction.atomic
def say_story(*, mission: Mission, actor: User, story: Story) -> Mission:
    """The mission, told so. Raises NotYours or MissionRefused."""
    mission = own_mission(mission, actor)
    if not story.activities.strip():
        raise MissionRefused(Problem.NO_ACTIVITIES)
    mission.context = story.context.strip()[:2000]
    mission.activities = story.activities.strip()[:4000]
    mission.achievements = story.achievements.strip()[:2000]
    keep(mission, actor=actor, verb="mission.changed", fields=["context", "activities", "achievements"])
    return mission
