"""Say which competencies a mission called on, and at which level one has them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from skills.actions.open_mission import keep, own_mission
from skills.models import Claim, ClaimSupport, Framework, Mission
from skills.refusals import Refused


@transaction.atomic
def choose_competencies(
    *, mission: Mission, actor: User, framework: Framework, levels: Mapping[str, int]
) -> Mission:
    """The mission, kept, with the competencies that were chosen; those not named are no longer said of it.

    `levels`: by code of a competency of the framework, or of one already claimed. The level is the person's, whatever
    the mission: changed here, it is changed. A claim that no mission supports any more goes. Raises NotYours, or
    Refused for a competency or a level that does not exist.
    """
    mission = own_mission(mission, actor)
    claims = {claim.code: claim for claim in Claim.objects.of(actor).select_for_update(no_key=True)}
    supported = set(mission.supports.values_list("claim_id", flat=True))
    kept = set()
    for code, level in levels.items():
        kept.add(_claimed(actor, framework, claims.get(code), code, level).pk)
    ClaimSupport.objects.bulk_create(
        [ClaimSupport(claim_id=pk, mission=mission) for pk in sorted(kept - supported)]
    )
    mission.supports.exclude(claim__in=kept).delete()
    without_support(actor).delete()
    if mission.told and mission.kept_at is None:
        mission.kept_at = timezone.now()
    keep(mission, actor=actor, verb="mission.competencies", fields=["kept_at"])
    return mission


def without_support(person: User):
    """Claims of this person that nothing supports."""
    return Claim.objects.of(person).filter(supports=None)


def _claimed(actor: User, framework: Framework, claim: Claim | None, code: str, level: int) -> Claim:
    competency = framework.reading.by_code.get(code)
    if level not in Claim.Level.values or (claim is None and competency is None):
        raise Refused(code)
    if claim is None:
        return Claim.objects.create(
            volunteer=actor, framework=framework, code=code, title=competency.title, level=level
        )
    if claim.level != level:
        declare(claim, level)
    return claim


def declare(claim: Claim, level: int) -> None:
    """Say that one has this competency at another level, from now on."""
    claim.level, claim.declared_at = level, timezone.now()
    claim.save(update_fields=["level", "declared_at"])
