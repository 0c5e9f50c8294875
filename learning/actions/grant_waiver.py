"""Waive a step, or recognise a whole module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry
from learning.actions.finish_if_complete import finish_if_complete
from learning.actions.finish_paths import finish_paths
from learning.models.enrolment import CompletedStep, Enrolment, Waiver
from learning.rules.waivers import obstacles_to_grant
from learning.waivers import NotWaived, obstacles_for

if TYPE_CHECKING:
    from accounts.models import Structure, User
    from learning.models import ModulePage, StepPage


@transaction.atomic
def grant_waiver(
    *,
    learner: User,
    module: ModulePage,
    structure: Structure,
    actor: User,
    reason: str,
    evidence: str,
    step: StepPage | None = None,
) -> Waiver:
    """The waiver of this step of the module; without a step, the recognition of the whole module as equivalent.

    Granted once: what stands is returned as it is. A waiver that leaves nothing required finishes the module for
    somebody who did something in it; an equivalence finishes no module, and may finish a path. Raises NotWaived.
    """
    done = Enrolment.objects.by(learner).in_module(module).completed().exists()
    if step is not None:
        mine = CompletedStep.objects.by(learner).filter(enrolment__module_key=module.translation_key)
        done = done or mine.filter(step_key=step.translation_key).exists()
    obstacles = (
        *obstacles_for(actor, learner, structure),
        *obstacles_to_grant(reason=reason, evidence=evidence, is_done=done),
    )
    if obstacles:
        raise NotWaived(obstacles)

    waiver, is_new = Waiver.objects.get_or_create(
        learner=learner,
        module_key=module.translation_key,
        step_key=step.translation_key if step else None,
        ended_at=None,
        defaults={
            "structure": structure,
            "kind": Waiver.Kind.WAIVER if step else Waiver.Kind.EQUIVALENCE,
            "module_title": module.title,
            "step_title": step.title if step else "",
            "reason": reason.strip()[:300],
            "evidence": evidence.strip()[:300],
            "granted_by": actor,
        },
    )
    if not is_new:
        return waiver
    LogEntry.objects.append(
        actor=actor,
        verb="waiver.granted",
        subject=waiver,
        structure=structure,
        payload={
            "module": module.code,
            "step": waiver.step_title,
            "kind": waiver.kind,
            "learner": learner.pk,
        },
    )
    for enrolment in Enrolment.objects.by(learner).in_module(module).active():
        finish_if_complete(enrolment=Enrolment.objects.locked(enrolment), actor=actor)
    finish_paths(learner=learner)
    return waiver
