"""Open a group, or change what it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django_q.tasks import async_task

from accounts.models import LogEntry
from learning.models.groups import Group, GroupMembership

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import ModulePage


@transaction.atomic
def write_group(*, group: Group, modules: Iterable[ModulePage], actor: User | None) -> Group:
    """Keep the group as it is given, new or not, with these modules of its own.

    Those already in it are enrolled in what is new by the worker; a module taken out of the group stays in their lists.
    """
    is_new = group.pk is None
    group.save()
    group.modules.set(modules)
    LogEntry.objects.append(
        actor=actor,
        verb="group.opened" if is_new else "group.changed",
        subject=group,
        structure=group.structure,
        payload={"title": group.title, "modules": [module.code for module in group.modules.all()]},
    )
    if GroupMembership.objects.present().filter(group=group).exists():
        transaction.on_commit(lambda: async_task("learning.tasks.enrol_members", group.pk))
    return group
