"""Answer a request to enter a module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.enrol import enrol
from learning.models.enrolment import EnrolmentSource
from learning.models.talk import Notification
from learning.models.ways_in import EnrolmentRequest
from learning.rules.ways_in import Refusal, refusal_to_decide
from learning.ways_in import Refused

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def decide_request(
    *, request: EnrolmentRequest, actor: User, accepts: bool, reason: str = ""
) -> EnrolmentRequest:
    """Accept, which enrols, or refuse with a reason; the person is told. Answered once. Raises Refused."""
    held = EnrolmentRequest.objects.select_for_update(no_key=True, of=("self",))
    request = held.select_related("learner", "module", "structure").get(pk=request.pk)
    obstacle = refusal_to_decide(
        is_own=request.learner_id == actor.pk,
        is_waiting=request.state == EnrolmentRequest.State.ASKED,
        accepts=accepts,
        reason=reason,
    )
    if obstacle is None and accepts and not request.module.live:
        obstacle = Refusal.OFFLINE
    if obstacle:
        raise Refused(obstacle)

    State = EnrolmentRequest.State
    request.state = State.ACCEPTED if accepts else State.REFUSED
    request.decided_by, request.decided_at = actor, timezone.now()
    request.reason = reason.strip()
    request.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    if accepts:
        enrol(
            learner=request.learner,
            module=request.module,
            structure=request.structure,
            actor=actor,
            source=EnrolmentSource.APPROVAL,
        )
    LogEntry.objects.append(
        actor=actor,
        verb="enrolment.accepted" if accepts else "enrolment.refused",
        subject=request,
        structure=request.structure,
        payload={"module": request.module.code, "learner": request.learner_id},
    )
    Notification.objects.tell(
        person=request.learner,
        kind="request_decided",
        about=f"request:{request.pk}",
        words={"module": request.module.title, "accepted": accepts, "reason": request.reason},
        address=request.module.get_url() if accepts else reverse("learning:dashboard"),
        structure=request.structure,
    )
    return request
