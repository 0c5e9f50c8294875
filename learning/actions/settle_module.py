"""Finish the enrolments that a change of the module has made whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learning.actions.finish_if_complete import finish_if_complete
from learning.models.enrolment import CompletedStep, Enrolment, Waiver
from learning.rules.completion import is_complete

if TYPE_CHECKING:
    from learning.models import ModulePage

CHUNK = 500


def settle_module(*, module: ModulePage) -> int:
    """How many enrolments were finished because a step they lacked is gone, or is required no more.

    Each in a transaction of its own, so that thousands of them hold nobody up; safe to run again and at any time.
    """
    steps = [row.step for row in module.outline()]
    if not any(step.required for step in steps):
        return 0
    open_ones = Enrolment.objects.filter(module=module).active().unfinished()
    ids, settled = list(open_ones.order_by("pk").values_list("pk", flat=True)), 0
    for start in range(0, len(ids), CHUNK):
        chunk = Enrolment.objects.filter(pk__in=ids[start : start + CHUNK])
        chunk = list(chunk.select_related("module", "structure", "learner"))
        done = CompletedStep.objects.keys_by_enrolment(chunk)
        waived = Waiver.objects.standing().keys_by_module({enrolment.learner_id for enrolment in chunk})
        for enrolment in chunk:
            mine = waived.get((enrolment.learner_id, enrolment.module_key), ())
            if is_complete(steps, done.get(enrolment.pk, ()), mine):
                settled += finish_if_complete(enrolment=enrolment, actor=None)
    return settled
