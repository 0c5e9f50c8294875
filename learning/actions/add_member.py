"""Put somebody into a group or a module by their address, with an account opened where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import User
from accounts.signals import account_wanted
from learning.actions.enrol import enrol
from learning.actions.join_group import join_group
from learning.models.enrolment import Enrolment, EnrolmentSource
from learning.models.groups import Group, GroupMembership
from learning.rules.ways_in import Refusal
from learning.ways_in import Refused

if TYPE_CHECKING:
    from accounts.models import Structure
    from learning.models import ModulePage


@transaction.atomic
def add_member(
    *,
    structure: Structure,
    email: str,
    actor: User,
    name: str = "",
    profile: str = "",
    group: Group | None = None,
    module: ModulePage | None = None,
    source: str = EnrolmentSource.CSV,
) -> str:
    """What was done: "new" (an account was opened), "enrolled", or "already".

    A new person is written to, to choose a password; when the group takes nobody more, no account is opened either.
    Raises Refused.
    """
    person = User.objects.filter(email=email).first()
    is_new = person is None
    if person is None:
        [(_handler, person)] = account_wanted.send(
            sender=Group, email=email, display_name=name, profile=profile, structure=structure, actor=actor
        )
    if group is not None:
        if GroupMembership.objects.present().by(person).filter(group=group).exists():
            return "already"
        join_group(group=group, person=person, actor=actor, source=source)
    else:
        if Enrolment.objects.by(person).active().in_module(module).exists():
            return "already"
        if not module.live:
            raise Refused(Refusal.OFFLINE)
        enrol(learner=person, module=module, structure=structure, actor=actor, source=source)
    return "new" if is_new else "enrolled"
