"""Ask to enter a module whose enrolments are approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from accounts.models import LogEntry, Membership
from accounts.rules.roles import PUBLISHING_ROLES
from learning.models.module import ModulePage
from learning.models.talk import Notification
from learning.models.ways_in import EnrolmentRequest
from learning.rules.ways_in import Refusal
from learning.ways_in import Refused

if TYPE_CHECKING:
    from accounts.models import Structure, User


@transaction.atomic
def ask_to_enrol(
    *, learner: User, module: ModulePage, structure: Structure, message: str = ""
) -> EnrolmentRequest:
    """The learner's waiting request, made if there is none, and told to the team. Asking twice is one request.

    Raises Refused where the module is not entered by approval.
    """
    if module.enrolment_policy != ModulePage.EnrolmentPolicy.APPROVAL:
        raise Refused(Refusal.NOT_ASKED)
    request, is_new = EnrolmentRequest.objects.get_or_create(
        learner=learner,
        module=module,
        state=EnrolmentRequest.State.ASKED,
        defaults={"structure": structure, "message": message},
    )
    if is_new:
        LogEntry.objects.append(
            actor=learner,
            verb="enrolment.asked",
            subject=request,
            structure=structure,
            payload={"module": module.code},
        )
        _tell_team(request)
    return request


def _tell_team(request: EnrolmentRequest) -> None:
    """Tell those who decide, but for the one who asks."""
    team = Membership.objects.of(request.structure).current().with_role(*PUBLISHING_ROLES)
    people = {held.user_id: held.user for held in team.select_related("user") if held.user.is_active}
    people.pop(request.learner_id, None)
    for person in people.values():
        Notification.objects.tell(
            person=person,
            kind="request_waiting",
            about=f"request:{request.pk}",
            words={"learner": request.learner.display_name, "module": request.module.title},
            address=reverse("demandes_modeladmin_inspect", args=[request.pk]),
            structure=request.structure,
        )
