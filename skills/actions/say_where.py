"""Change where a mission was, and as what."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from skills.actions.open_mission import Where, keep, own_mission, placed
from skills.models import Mission


@transaction.atomic
def say_where(*, mission: Mission, actor: User, where: Where) -> Mission:
    """The mission, in this association and role. Raises NotYours or MissionRefused."""
    mission = placed(own_mission(mission, actor), where, actor)
    keep(mission, actor=actor, verb="mission.changed", fields=["role", "association"])
    return mission
