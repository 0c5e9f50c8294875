"""Enrol those who are in a group in what was added to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from learning.actions.enrol import enrol
from learning.actions.join_path import join_path
from learning.models.enrolment import Enrolment, EnrolmentSource
from learning.models.groups import Group, GroupMembership

if TYPE_CHECKING:
    from accounts.models import User


def enrol_members(*, group: Group) -> int:
    """How many people were enrolled in something; each in a transaction of their own. Safe to run again.

    Who left one of its modules is not brought back into it.
    """
    modules, touched = group.taught(only_required=True), 0
    keys = {module.translation_key for module in modules}
    stays = GroupMembership.objects.present().filter(group=group).select_related("learner")
    known: dict[int, set] = {}
    for learner_id, key in Enrolment.objects.filter(
        learner__in=[stay.learner_id for stay in stays], module_key__in=keys
    ).values_list("learner_id", "module_key"):
        known.setdefault(learner_id, set()).add(key)
    for stay in stays:
        missing = [
            module for module in modules if module.translation_key not in known.get(stay.learner_id, ())
        ]
        _complete(group, stay.learner, missing)
        touched += bool(missing)
    return touched


@transaction.atomic
def _complete(group: Group, learner: User, missing: list) -> None:
    if group.path_page and group.path_page.live:
        join_path(learner=learner, path=group.path_page, structure=group.structure, actor=None)
    for module in missing:
        enrol(
            learner=learner,
            module=module,
            structure=group.structure,
            actor=None,
            source=EnrolmentSource.GROUP,
        )
