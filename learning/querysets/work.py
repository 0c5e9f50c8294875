"""Named questions about what is handed in, declared, decided and said of oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from accounts.models import Structure
from accounts.rules.roles import STAFF_ROLES

if TYPE_CHECKING:
    from accounts.models import User


def trained_structures(user: User) -> models.QuerySet[Structure]:
    """The structures whose learners' work this person reads; all of them for the installation's administrator."""
    if user.is_superuser:
        return Structure.objects.all()
    return Structure.objects.staffed_by(user, roles=STAFF_ROLES)


class StepWorkQuerySet(models.QuerySet):
    """What every kind of work at a step is asked."""

    def of(self, structure) -> StepWorkQuerySet:
        """Work done through this structure."""
        return self.filter(enrolment__structure=structure)

    def at(self, enrolment, step) -> StepWorkQuerySet:
        """This person's work at this step."""
        return self.filter(enrolment=enrolment, step_key=step.translation_key)


class SubmissionQuerySet(StepWorkQuerySet):
    def waiting(self) -> SubmissionQuerySet:
        """Work that waits for a person, the oldest first."""
        return self.filter(state="handed_in").order_by("handed_in_at", "pk")

    def handed_in(self) -> SubmissionQuerySet:
        """Work that was handed in: a draft is its author's alone."""
        return self.exclude(state="draft")

    def read_by_team(self, user: User) -> SubmissionQuerySet:
        """Work handed in through the structures that this person trains in."""
        return self.handed_in().filter(enrolment__structure__in=trained_structures(user))

    def with_all(self) -> SubmissionQuerySet:
        """With the files, who answered and whose it is. Costs two queries."""
        related = self.select_related("enrolment__learner", "enrolment__structure", "returned_by")
        return related.prefetch_related("files")


class SubmittedFileQuerySet(models.QuerySet):
    def readable_by(self, user: User) -> SubmittedFileQuerySet:
        """Files of this person's own work, and of work handed in through the structures that they train in."""
        trained = Q(submission__enrolment__structure__in=trained_structures(user))
        return self.filter(Q(submission__enrolment__learner=user) | (trained & ~Q(submission__state="draft")))


class DeclarationQuerySet(StepWorkQuerySet):
    def waiting(self) -> DeclarationQuerySet:
        """Declarations that wait for a person, the oldest first."""
        return self.filter(state="declared").order_by("declared_at", "pk")

    def read_by_team(self, user: User) -> DeclarationQuerySet:
        """Declarations made through the structures that this person trains in."""
        return self.filter(enrolment__structure__in=trained_structures(user))


class PositioningQuerySet(StepWorkQuerySet):
    def by_moment(self, enrolment) -> dict[str, models.Model]:
        """Where somebody placed themselves in a module, by moment, as last said. Costs one query."""
        return {one.moment: one for one in self.filter(enrolment=enrolment).order_by("at", "pk")}


class CaseRunQuerySet(StepWorkQuerySet):
    def latest_first(self) -> CaseRunQuerySet:
        return self.order_by("-started_at", "-pk")
