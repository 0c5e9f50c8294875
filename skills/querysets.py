"""Named questions about skill records. A record is looked up through its owner, and through nobody else."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from accounts.models import Structure
from skills.rules.missions import search_name, telling_words


class FrameworkQuerySet(models.QuerySet):
    def readable_by(self, user) -> FrameworkQuerySet:
        """Frameworks of the structures that this person manages, and those that are everybody's."""
        if user.is_superuser:
            return self
        return self.filter(Q(structure=None) | Q(structure__in=Structure.objects.managed_by(user)))

    def writable_by(self, user) -> FrameworkQuerySet:
        """Those of the structures that this person manages; all of them for the installation's administrator."""
        if user.is_superuser:
            return self
        return self.filter(structure__in=Structure.objects.managed_by(user))

    def in_force(self) -> FrameworkQuerySet:
        return self.filter(published_at__isnull=False, retired_at=None)

    def for_structure(self, structure: Structure | None) -> FrameworkQuerySet:
        """Those in force for the people of this structure, its own before everybody's."""
        own = Q(structure=structure) if structure else Q()
        return (
            self.in_force()
            .filter(own | Q(structure=None))
            .order_by(F("structure").asc(nulls_last=True), "pk")
        )


class AssociationQuerySet(models.QuerySet):
    def known_to(self, user) -> AssociationQuerySet:
        """The directory, and what this person added: where somebody gives time is nobody else's business."""
        return self.filter(Q(listed=True) | Q(added_by=user))

    def numbered(self, rna: str) -> AssociationQuerySet:
        return self.filter(rna=rna) if rna else self.none()

    def called(self, name: str) -> AssociationQuerySet:
        """Those of exactly this name, accents and capitals aside."""
        return self.filter(search_name=search_name(name)).order_by("name", "pk")

    def like(self, name: str) -> AssociationQuerySet:
        """Those whose name holds the words of this one that tell it from others."""
        words = telling_words(name)
        if not words:
            return self.none()
        holds = Q()
        for word in words:
            holds &= Q(search_name__contains=word)
        return self.filter(holds).order_by("name", "pk")


class MissionQuerySet(models.QuerySet):
    def of(self, user) -> MissionQuerySet:
        return self.filter(volunteer=user)

    def kept(self) -> MissionQuerySet:
        return self.filter(kept_at__isnull=False)

    def newest_first(self) -> MissionQuerySet:
        """Those that are not wholly told first, then the last begun."""
        return self.select_related("association").order_by(
            models.Case(models.When(kept_at=None, then=0), default=1),
            F("starts_on").desc(nulls_first=True),
            "-pk",
        )


class ClaimQuerySet(models.QuerySet):
    def of(self, user) -> ClaimQuerySet:
        return self.filter(volunteer=user)


class EvidenceQuerySet(models.QuerySet):
    def of(self, user) -> EvidenceQuerySet:
        return self.filter(volunteer=user)
