"""Enrol somebody in a module."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, Membership
from learning.actions.finish_if_complete import finish_if_complete
from learning.models.enrolment import Enrolment, EnrolmentSource
from learning.models.talk import Notification
from learning.rules.ways_in import refusal_to_enter
from learning.ways_in import Refused

if TYPE_CHECKING:
    from accounts.models import Structure, User
    from learning.models import ModulePage


@transaction.atomic
def enrol(
    *,
    learner: User,
    module: ModulePage,
    structure: Structure,
    actor: User | None,
    at: datetime | None = None,
    source: str = EnrolmentSource.SELF,
) -> Enrolment:
    """The learner's open enrolment in the module, made or opened again. Enrolling twice changes nothing.

    Two requests at once make one row: the constraint decides, not this code. Somebody who left finds again what was
    done. The person becomes a learner of the structure. ``at`` is when reading began, where it began before enrolling.
    ``source`` is the way in. Raises Refused where it does not open the module; who was let in once comes back.
    """
    enrolments = Enrolment.objects.by(learner).in_module(module)
    if (present := enrolments.active().first()) is not None:
        return present

    former = enrolments.left().order_by("-left_at").first()
    if former is not None and enrolments.left().filter(pk=former.pk).update(left_at=None, module=module):
        former.left_at, former.module = None, module
        _note(actor, "enrolment.reopened", former)
        # The module may have come to ask for less meanwhile.
        finish_if_complete(enrolment=former, actor=actor)
        return former

    if reason := refusal_to_enter(policy=module.enrolment_policy, source=source):
        raise Refused(reason)
    made, is_new = Enrolment.objects.get_or_create(
        learner=learner,
        module_key=module.translation_key,
        left_at=None,
        defaults={
            "structure": structure,
            "module": module,
            "module_code": module.code,
            "module_title": module.title,
            "source": source,
            "enrolled_at": at or timezone.now(),
        },
    )
    if is_new:
        Membership.objects.ensure(user=learner, structure=structure, role=Membership.Role.LEARNER)
        _note(actor, "enrolment.created", made)
        Notification.objects.tell(
            person=learner,
            kind="welcome",
            about=f"module:{module.translation_key}",
            words={"module": module.title},
            address=(module.get_url_parts() or ("", "", ""))[2] or "",
            structure=structure,
        )
    return made


def _note(actor: User | None, verb: str, enrolment: Enrolment) -> None:
    LogEntry.objects.append(
        actor=actor,
        verb=verb,
        subject=enrolment,
        structure=enrolment.structure,
        payload={
            "module": enrolment.module_code,
            "learner": enrolment.learner_id,
            "source": str(enrolment.source),
        },
    )
