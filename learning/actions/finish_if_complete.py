"""Finish a module whose required steps are all done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.enrolment import Enrolment, Waiver
from learning.rules.completion import is_complete
from learning.signals import module_completed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import Model

    from accounts.models import User

    LogLine = tuple[User | None, str, Model, dict[str, Any]]


@transaction.atomic(savepoint=False)  # all of what led here or nothing of it
def finish_if_complete(*, enrolment: Enrolment, actor: User | None, lines: Sequence[LogLine] = ()) -> bool:
    """Set the day the module was finished and announce it, once; whether this call did.

    The announcement is made inside the transaction that makes it true: what rests on it (an attestation) is there or
    the module is not finished. Finished stays finished, whatever becomes of the module's steps. ``lines`` are log lines
    of what led here: written with this one's, they cost what one costs.
    """
    finished = _finish(enrolment)
    if finished:
        payload = {"module": enrolment.module_code, "learner": enrolment.learner_id}
        lines = [*lines, (actor, "module.completed", enrolment, payload)]
    if lines:
        LogEntry.objects.append_many(structure=enrolment.structure, lines=list(lines))
    if finished:
        module_completed.send(sender=Enrolment, enrolment=enrolment)
    return finished


def _finish(enrolment: Enrolment) -> bool:
    """Set the day if nothing required is left and something was done; whether this call did.

    Costs three queries; one more where not everything was done, for what was waived.
    """
    if enrolment.module is None or enrolment.completed_at is not None:
        return False
    steps = [row.step for row in enrolment.module.outline()]
    done = set(enrolment.completed_steps.values_list("step_key", flat=True))
    if not is_complete(steps, done) and not is_complete(steps, done, _waived(enrolment)):
        return False

    now = timezone.now()
    # The filter makes two requests at once safe: only one of them changes the row.
    if not Enrolment.objects.unfinished().filter(pk=enrolment.pk).update(completed_at=now):
        return False
    enrolment.completed_at = now
    return True


def _waived(enrolment: Enrolment) -> set[UUID]:
    """The keys of the steps waived for this person. An equivalence waives none: it finishes nothing."""
    mine = Waiver.objects.filter(learner=enrolment.learner_id).standing().in_module(enrolment.module_key)
    return set(mine.exclude(step_key=None).values_list("step_key", flat=True))
