"""Named questions about groups and the ways into them."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.models import Structure
from accounts.rules.roles import PUBLISHING_ROLES, TRAINER

if TYPE_CHECKING:
    from accounts.models import User


def managed_structures(user: User) -> models.QuerySet[Structure]:
    """The structures whose enrolments this person decides; all of them for the installation's administrator."""
    if user.is_superuser:
        return Structure.objects.all()
    return Structure.objects.staffed_by(user, roles=PUBLISHING_ROLES)


class GroupQuerySet(models.QuerySet):
    def of(self, structure) -> GroupQuerySet:
        """Groups of this structure."""
        return self.filter(structure=structure)

    def followed_by(self, user: User) -> GroupQuerySet:
        """Groups that this person follows: all of the structures they decide for, and, training in a structure, those
        whose referent they are."""
        trained = Structure.objects.staffed_by(user, roles=(TRAINER,))
        return self.filter(
            Q(structure__in=managed_structures(user)) | Q(referent=user, structure__in=trained)
        )

    def joined_by(self, person: User) -> GroupQuerySet:
        """Groups that this person is in today."""
        return self.filter(memberships__learner=person, memberships__left_at=None)

    def open(self) -> GroupQuerySet:
        return self.filter(closed_at=None)

    def with_counts(self) -> GroupQuerySet:
        """With how many people are in it, counted row by row."""
        members = self.model.memberships.rel.related_model.objects.present().filter(group=OuterRef("pk"))
        count = members.order_by().values("group").annotate(n=models.Count("pk")).values("n")
        return self.annotate(member_count=Subquery(count, output_field=models.IntegerField()))


class GroupMembershipQuerySet(models.QuerySet):
    def present(self) -> GroupMembershipQuerySet:
        """Stays that were not ended."""
        return self.filter(left_at=None)

    def by(self, learner: User) -> GroupMembershipQuerySet:
        return self.filter(learner=learner)


class InvitationQuerySet(models.QuerySet):
    def of(self, structure) -> InvitationQuerySet:
        """Invitations made by this structure."""
        return self.filter(structure=structure)

    def handed_out_by(self, user: User) -> InvitationQuerySet:
        """Invitations to the groups that this person follows, and to modules of the structures they decide for."""
        groups = self.model.group.field.related_model.objects.followed_by(user)
        return self.filter(Q(group__in=groups) | Q(group=None, structure__in=managed_structures(user)))

    def with_things(self) -> InvitationQuerySet:
        """With what they open and whose they are."""
        return self.select_related("group__referent", "group__structure", "module", "structure")

    def standing(self, at: datetime | None = None) -> InvitationQuerySet:
        """Invitations neither withdrawn nor past their day."""
        return self.filter(revoked_at=None, expires_at__gt=at or timezone.now())

    def with_room(self) -> InvitationQuerySet:
        """Invitations that somebody more may use."""
        return self.filter(Q(most_uses=None) | Q(uses__lt=F("most_uses")))


class EnrolmentRequestQuerySet(models.QuerySet):
    def waiting(self) -> EnrolmentRequestQuerySet:
        return self.filter(state="asked")

    def by(self, learner: User) -> EnrolmentRequestQuerySet:
        return self.filter(learner=learner)

    def decided_by_team(self, user: User) -> EnrolmentRequestQuerySet:
        """Requests to the structures that this person decides for."""
        return self.filter(structure__in=managed_structures(user))


class EnrolmentRuleQuerySet(models.QuerySet):
    def active(self) -> EnrolmentRuleQuerySet:
        return self.filter(is_active=True)

    def managed_by(self, user: User) -> EnrolmentRuleQuerySet:
        return self.filter(structure__in=managed_structures(user))


class EnrolmentListQuerySet(models.QuerySet):
    def seen_by(self, user: User) -> EnrolmentListQuerySet:
        """Lists of the groups that this person follows, and of modules of the structures they decide for."""
        groups = self.model.group.field.related_model.objects.followed_by(user)
        return self.filter(Q(group__in=groups) | Q(group=None, structure__in=managed_structures(user)))
