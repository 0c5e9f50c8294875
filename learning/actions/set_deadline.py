"""Give a group a deadline, or take one away."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry
from learning.models.groups import Deadline, Group

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import ModulePage, StepPage


@transaction.atomic
def set_deadline(
    *,
    group: Group,
    module: ModulePage,
    step: StepPage | None,
    due_at: datetime,
    actor: User | None,
    label: str = "",
) -> Deadline:
    """The group's one deadline for this module, or for this step of it: set, or moved. Raises ValueError for a step of
    another module."""
    if step is not None and not step.is_child_of(module):
        raise ValueError(step)
    # One at a time for each group: two clicks make one deadline.
    Group.objects.select_for_update(no_key=True).get(pk=group.pk)
    deadline, _is_new = Deadline.objects.update_or_create(
        group=group, module=module, step=step, defaults={"due_at": due_at, "label": label}
    )
    LogEntry.objects.append(
        actor=actor,
        verb="group.deadline_set",
        subject=group,
        structure=group.structure,
        payload={"module": module.code, "step": step.title if step else "", "due_at": due_at.isoformat()},
    )
    return deadline


@transaction.atomic
def remove_deadline(*, deadline: Deadline, actor: User) -> None:
    """Take the deadline away; nobody is late for it any more."""
    group = deadline.group
    LogEntry.objects.append(
        actor=actor,
        verb="group.deadline_removed",
        subject=group,
        structure=group.structure,
        payload={"module": deadline.module.code, "due_at": deadline.due_at.isoformat()},
    )
    deadline.delete()
