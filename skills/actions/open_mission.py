"""Begin to tell a mission."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, Structure, User
from skills.models import Association, Mission
from skills.refusals import MissionRefused, NotYours
from skills.rules.missions import Problem, rna_of


@dataclass(frozen=True)
class Where:
    """In which association, and as what. Without one of the directory, its name as the person writes it."""

    role: str
    association: Association | None = None
    name: str = ""
    rna: str = ""


def own_mission(mission: Mission, actor: User) -> Mission:
    """The mission, kept from others until the transaction ends. Raises NotYours."""
    mission = Mission.objects.select_for_update(no_key=True).get(pk=mission.pk)
    if mission.volunteer_id != actor.pk:
        raise NotYours
    return mission


def keep(mission: Mission, *, actor: User, verb: str, fields: list[str]) -> None:
    """Save what was told and log that it was, without a word of it."""
    mission.changed_at = timezone.now()
    mission.save(update_fields=[*fields, "changed_at"])
    LogEntry.objects.append(actor=actor, verb=verb, subject=mission, structure=None)


def association_of(where: Where, actor: User) -> Association:
    """The association named: one that the person may see, or one added for them alone. Raises MissionRefused."""
    known = Association.objects.known_to(actor)
    if where.association is not None:
        if not known.filter(pk=where.association.pk).exists():
            raise MissionRefused(Problem.NO_ASSOCIATION)
        return where.association
    name, rna = " ".join(where.name.split()), rna_of(where.rna)
    if where.rna.strip() and not rna:
        raise MissionRefused(Problem.BAD_RNA)
    if there := known.numbered(rna).order_by("-listed", "pk").first():
        return there
    if not name:
        raise MissionRefused(Problem.NO_ASSOCIATION)
    own = known.filter(added_by=actor, listed=False, rna=rna).called(name).first()
    return own or Association.objects.create(name=name[:200], rna=rna, added_by=actor)


def placed(mission: Mission, where: Where, actor: User) -> Mission:
    """The mission, said to be there. Raises MissionRefused."""
    if not where.role.strip():
        raise MissionRefused(Problem.NO_ROLE)
    mission.role = " ".join(where.role.split())[:120]
    mission.association = association_of(where, actor)
    return mission


@transaction.atomic
def open_mission(*, actor: User, structure: Structure | None, token: uuid.UUID, where: Where) -> Mission:
    """The mission, begun; the one there is where the same form was sent before. Raises MissionRefused."""
    mission = placed(Mission(volunteer=actor, structure=structure, token=token), where, actor)
    mission, made = Mission.objects.get_or_create(
        volunteer=actor,
        token=token,
        defaults={"structure": structure, "role": mission.role, "association": mission.association},
    )
    if made:
        LogEntry.objects.append(actor=actor, verb="mission.begun", subject=mission, structure=None)
    return mission
