"""Give somebody what they read before they had an account, or before they signed in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.models.enrolment import CompletedStep, Enrolment
from learning.models.module import ModulePage
from learning.models.steps import StepPage

if TYPE_CHECKING:
    from accounts.models import Structure, User
    from learning.reading import ReadStep


@transaction.atomic
def claim_reading(
    *, learner: User, reading: Iterable[ReadStep], structure: Structure | None, actor: User | None
) -> list[CompletedStep]:
    """The steps that are new to this person, recorded at the moment they were read; enrols where need be.

    Merged, never doubled: what the person had done already stays as it was. Steps that are gone, that more than reading
    finishes, or that are not open to this person yet, are dropped. Claiming twice changes nothing.
    """
    read = {one.key: one for one in reading}
    steps = [
        step
        for step in StepPage.objects.live().filter(translation_key__in=list(read)).order_by("path").specific()
        if step.finished_by_reading
    ]
    modules = _modules_of(steps, learner)
    known = set(
        CompletedStep.objects.by(learner).filter(step_key__in=list(read)).values_list("step_key", flat=True)
    )

    studies = ModulePage.objects.studies(modules.values(), learner=learner, request=None)
    opened = {
        key
        for study in studies.values()
        for key in study.open_in_turn([step.translation_key for step in steps])
    }

    claimed, enrolments = [], {}
    for step in steps:
        module = modules.get(step.path[: -step.steplen])
        # A house answers for its own modules only, wherever the person signs in.
        house = (module.structure or structure) if module else None
        if module is None or house is None or step.translation_key not in opened - known:
            continue
        one = read[step.translation_key]
        if module.pk not in enrolments:
            begun = min(read[other.translation_key].at for other in steps if other.is_child_of(module))
            enrolments[module.pk] = enrol(
                learner=learner, module=module, structure=house, actor=actor, at=min(begun, timezone.now())
            )
        claimed.append(
            complete_step(
                enrolment=enrolments[module.pk],
                step=step,
                actor=actor,
                revision_id=one.revision_id,
                at=min(one.at, timezone.now()),
            )
        )
    for enrolment in enrolments.values():
        _note(actor, enrolment, [fact for fact in claimed if fact.enrolment_id == enrolment.pk])
    return claimed


def _modules_of(steps: list[StepPage], learner: User) -> dict[str, ModulePage]:
    """The live modules of these steps that one enters by oneself, or is in already, by their place in the tree.

    Costs one query.
    """
    paths = {step.path[: -step.steplen] for step in steps}
    is_open = Q(enrolment_policy=ModulePage.EnrolmentPolicy.OPEN)
    is_in = Q(pk__in=Enrolment.objects.by(learner).values("module_id"))
    modules = ModulePage.objects.live().filter(is_open | is_in, path__in=paths)
    return {module.path: module for module in modules.select_related("structure")}


def _note(actor: User | None, enrolment: Enrolment, facts: list[CompletedStep]) -> None:
    LogEntry.objects.append(
        actor=actor,
        verb="reading.claimed",
        subject=enrolment,
        structure=enrolment.structure,
        payload={"module": enrolment.module_code, "steps": [fact.step_title for fact in facts]},
    )
