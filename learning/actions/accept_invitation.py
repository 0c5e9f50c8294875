"""Come in by an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.enrol import enrol
from learning.actions.join_group import join_group
from learning.models.enrolment import Enrolment, EnrolmentSource
from learning.models.groups import GroupMembership
from learning.models.ways_in import Invitation, InvitationUse
from learning.rules.ways_in import Refusal, refusal_of_invitation
from learning.ways_in import Refused

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def accept_invitation(*, invitation: Invitation, person: User) -> Invitation:
    """Let the person into what the invitation opens, and count them once.

    Who is in already changes nothing; who used it, left and follows it again comes back without being counted again,
    while it stands. Two at once never exceed the places: a filtered update counts. Raises Refused.
    """
    invitation = (
        Invitation.objects.with_things().select_for_update(no_key=True, of=("self",)).get(pk=invitation.pk)
    )
    if is_in(invitation, person):
        return invitation
    used = InvitationUse.objects.filter(invitation=invitation, person=person).exists()
    reason = refusal_of_invitation(
        withdrawn=invitation.revoked_at is not None,
        expires_at=invitation.expires_at,
        now=timezone.now(),
        uses=invitation.uses,
        most_uses=None if used else invitation.most_uses,
    )
    if reason:
        raise Refused(reason)
    if not used:
        _count(invitation, person)
    _let_in(invitation, person)
    return invitation


def is_in(invitation: Invitation, person: User) -> bool:
    """Whether the person is where the invitation leads. Costs one query."""
    if invitation.group_id:
        return GroupMembership.objects.present().by(person).filter(group=invitation.group_id).exists()
    return Enrolment.objects.by(person).active().in_module(invitation.module).exists()


def _count(invitation: Invitation, person: User) -> None:
    if not Invitation.objects.with_room().filter(pk=invitation.pk).update(uses=F("uses") + 1):
        raise Refused(Refusal.USED_UP)
    InvitationUse.objects.create(invitation=invitation, person=person)
    LogEntry.objects.append(
        actor=person,
        verb="invitation.used",
        subject=invitation,
        structure=invitation.structure,
        payload={"learner": person.pk},
    )


def _let_in(invitation: Invitation, person: User) -> None:
    is_key = invitation.kind == Invitation.Kind.KEY
    source = EnrolmentSource.KEY if is_key else EnrolmentSource.INVITATION
    if invitation.group:
        join_group(group=invitation.group, person=person, actor=person, source=source)
        return
    if not invitation.module.live:
        raise Refused(Refusal.OFFLINE)
    enrol(
        learner=person,
        module=invitation.module,
        structure=invitation.structure,
        actor=person,
        source=source,
    )
