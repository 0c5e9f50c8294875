"""Associations of the demo’s directory, and two missions of the demo learner: through the same actions as anybody."""

from __future__ import annotations

import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse

from accounts.models import Structure, User
from config.demo.words import words
from skills.actions.choose_competencies import choose_competencies
from skills.actions.install_framework import install_framework
from skills.actions.list_association import list_association
from skills.actions.open_mission import Where, open_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when
from skills.models import Association, Mission

NAMESPACE = uuid.UUID(
    "0b8f7f0e-0d3e-4b44-9a35-6d7a5f1c1901"
)  # names the demo's forms, so that they are sent once


def build_skills(structure: Structure, people: dict[str, User]) -> dict[str, str]:
    """The learner's record. Idempotent: a mission that is there stays as it is."""
    for facts in words("skills")["associations"]:
        if not Association.objects.filter(listed=True, rna=facts["rna"]).exists():
            list_association(association=Association(**facts), actor=people["manager"])
    for facts in words("skills")["missions"]:
        mission = _mission(structure, people["learner"], facts)
    return {
        "skills": reverse("skills:space"),
        "mission": reverse("skills:mission", args=[mission.pk]),
        "vae_odt": reverse("skills:vae-odt"),
    }


def _mission(structure: Structure, learner: User, facts: dict[str, Any]) -> Mission:
    token = uuid.uuid5(NAMESPACE, f"{learner.email} {facts['role']}")
    if (there := Mission.objects.of(learner).filter(token=token).first()) is not None:
        return there
    association = Association.objects.get(listed=True, rna=facts["association"])
    where = Where(role=facts["role"], association=association)
    mission = open_mission(actor=learner, structure=structure, token=token, where=where)
    days = [facts[name] and date.fromisoformat(facts[name]) for name in ("starts_on", "ends_on")]
    when = When(*days, hours=Decimal(facts["hours"]), rhythm=facts["rhythm"])
    say_when(mission=mission, actor=learner, when=when)
    story = Story(**{name: facts[name] for name in Story.__dataclass_fields__})
    say_story(mission=mission, actor=learner, story=story)
    framework = install_framework()
    return choose_competencies(mission=mission, actor=learner, framework=framework, levels=facts["levels"])
