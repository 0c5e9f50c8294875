"""What an officer reads of a mission before they give the association's word on it, and what is kept of that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from skills.models import Claim, Mission


def claims_of(mission: Mission) -> list[Claim]:
    """What is claimed from this mission. Costs one query."""
    return list(Claim.objects.filter(missions=mission).select_related("framework"))


def facts_of(mission: Mission, claims: Iterable[Claim]) -> dict[str, Any]:
    """All that the mission says and that a word is on: once one of it changes, the word is on an older version."""
    return {
        "association": mission.association_id,
        "role": mission.role,
        "starts_on": mission.starts_on.isoformat() if mission.starts_on else "",
        "ends_on": mission.ends_on.isoformat() if mission.ends_on else "",
        # As it is typed: what was saved as 24 is read back as 24.0.
        "hours": "" if mission.hours is None else f"{mission.hours:.1f}",
        "rhythm": mission.rhythm,
        "context": mission.context,
        "activities": mission.activities,
        "achievements": mission.achievements,
        "competencies": sorted([one.code, one.level, one.framework_id] for one in claims),
    }


def digest_of(facts: dict[str, Any]) -> str:
    """A short name of these facts, to tell whether what was read is still what is there."""
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]


def as_read(mission: Mission, claims: Iterable[Claim]) -> dict[str, Any]:
    """What stands on the officer's screen, to keep with their answer: the facts, and the words they stood in."""
    total = mission.total_hours
    return {
        "facts": facts_of(mission, claims),
        "volunteer": mission.volunteer.display_name,
        "association": str(mission.association),
        "rna": mission.association.rna,
        "hours_in_all": "" if total is None else f"{total.normalize():f}",
        "hours_are_estimated": mission.is_estimated,
        "competencies": [
            {
                "code": one.code,
                "title": one.title,
                "level": one.level,
                "framework": one.framework.title,
                "version": one.framework.number,
            }
            for one in claims
        ],
    }
