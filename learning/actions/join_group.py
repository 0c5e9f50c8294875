"""Take somebody into a group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import LogEntry, Membership
from learning.actions.enrol import enrol
from learning.actions.join_path import join_path
from learning.models.enrolment import EnrolmentSource
from learning.models.groups import Group, GroupMembership
from learning.models.talk import Notification
from learning.rules.ways_in import refusal_of_group
from learning.ways_in import Refused

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def join_group(
    *, group: Group, person: User, actor: User | None, source: str = EnrolmentSource.GROUP
) -> GroupMembership:
    """The person's present stay in the group; enrols them in its path and its modules, and tells them.

    Joining twice changes nothing. Who left begins a new stay, and finds what they did in the modules. One at a time for
    each group, so that the last place is taken once. Raises Refused when the group takes nobody more.
    """
    group = (
        Group.objects.select_for_update(no_key=True, of=("self",))
        .select_related("structure", "path_page")
        .get(pk=group.pk)
    )
    members = GroupMembership.objects.present().filter(group=group)
    if (present := members.by(person).first()) is not None:
        return present

    reason = refusal_of_group(
        closed=group.closed_at is not None,
        ends_on=group.ends_on,
        today=timezone.localdate(),
        members=members.count(),
        capacity=group.capacity,
    )
    if reason:
        raise Refused(reason)

    stay = GroupMembership.objects.create(group=group, learner=person)
    Membership.objects.ensure(user=person, structure=group.structure, role=Membership.Role.LEARNER)
    LogEntry.objects.append(
        actor=actor,
        verb="group.joined",
        subject=stay,
        structure=group.structure,
        payload={"group": group.pk, "learner": person.pk, "source": str(source)},
    )
    if group.path_page and group.path_page.live:
        join_path(learner=person, path=group.path_page, structure=group.structure, actor=actor)
    for module in group.taught(only_required=True):
        enrol(learner=person, module=module, structure=group.structure, actor=actor, source=source)
    Notification.objects.tell(
        person=person,
        kind="group_joined",
        about=f"membership:{stay.pk}",
        words={"group": group.title},
        address=reverse("learning:group", args=[group.pk]),
        structure=group.structure,
    )
    return stay
