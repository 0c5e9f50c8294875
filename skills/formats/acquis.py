"""A record as JSON, as `skills/data/acquis-1.schema.json` describes it.

A change that a reader would stumble on is a new version, with a schema of its own; the one before stays where it is.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from skills.evidence import BY_SLUG
from skills.models import Evidence, Mission
from skills.record import Record
from skills.space import Line
from skills.trust import trust_of

VERSION = 1
SCHEMA = Path(__file__).resolve().parent.parent / "data" / f"acquis-{VERSION}.schema.json"


@cache
def schema() -> bytes:
    """The published schema, as its file says it."""
    return SCHEMA.read_bytes()


def acquis(record: Record, *, schema_url: str, now: datetime) -> dict[str, Any]:
    """The record in plain values. Things are numbered within the file, and named by no address of the site."""
    missions = {mission.pk: f"mission-{n}" for n, mission in enumerate(record.missions, start=1)}
    evidence = {one.pk: f"preuve-{n}" for n, one in enumerate(record.evidence, start=1)}
    claimed = [
        (shelf.title, _competency(record, line, missions, evidence))
        for shelf in record.shelves
        for line in shelf.lines
    ]
    return {
        "$schema": schema_url,
        "version": VERSION,
        "exported_at": now.isoformat(timespec="seconds"),
        "person": {"name": record.person.display_name},
        "missions": [_mission(one, missions[one.pk]) for one in record.missions],
        "competencies": [competency | {"domain": domain} for domain, competency in claimed],
        "evidence": [_evidence(one, evidence[one.pk], missions) for one in record.evidence],
    }


def _mission(mission: Mission, name: str) -> dict[str, Any]:
    association, total = mission.association, mission.total_hours
    return {
        "id": name,
        "association": {"name": association.name, "rna": association.rna, "city": association.city},
        "role": mission.role,
        "starts_on": mission.starts_on.isoformat(),
        "ends_on": mission.ends_on.isoformat() if mission.ends_on else None,
        "hours": None if total is None else {"total": float(total), "estimated": mission.is_estimated},
        "context": mission.context,
        "activities": mission.activities,
        "achievements": mission.achievements,
    }


def _competency(
    record: Record, line: Line, missions: dict[int, str], evidence: dict[int, str]
) -> dict[str, Any]:
    claim = line.claim
    framework = record.frameworks[claim.framework_id]
    return {
        "code": claim.code,
        "title": claim.title,
        "level": {"value": claim.level, "label": str(claim.get_level_display())},
        "declared_at": claim.declared_at.isoformat(timespec="seconds"),
        "framework": {"code": framework.code, "title": framework.title, "version": framework.number},
        "missions": [
            {"mission": missions[one.pk], "trust": trust_of(line, one).code} for one in line.missions
        ],
        "evidence": [evidence[one.pk] for one in line.evidence],
        "documents": [
            {
                "kind": str(one.kind),
                "title": one.title,
                "number": one.number,
                "granted_on": one.granted_on.isoformat(),
            }
            for one in line.earned
        ],
    }


def _evidence(one: Evidence, name: str, missions: dict[int, str]) -> dict[str, Any]:
    return {
        "id": name,
        "mission": missions[one.mission_id],
        "kind": one.kind,
        "kind_label": str(BY_SLUG[one.kind].label),
        "name": one.title,
    }
