"""Named questions about skill records. A record is looked up through its owner, and through nobody else."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

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


class AttestationQuerySet(models.QuerySet):
    def of(self, user) -> AttestationQuerySet:
        return self.filter(mission__volunteer=user)

    def awaited(self) -> AttestationQuerySet:
        """Those without an answer, whose link still serves."""
        return self.filter(state="asked", expires_at__gt=timezone.now())

    def answered(self) -> AttestationQuerySet:
        return self.exclude(answered_at=None)

    def for_record(self) -> AttestationQuerySet:
        """What its volunteer reads, the last asked first: not what they withdrew."""
        return self.exclude(state="withdrawn").order_by("-asked_at", "-pk")

    def locked(self) -> AttestationQuerySet:
        """With its mission and its volunteer, kept from others until the transaction ends."""
        people = self.select_related("mission__volunteer", "mission__association", "structure")
        return people.select_for_update(no_key=True, of=("self",))

    def update(self, **fields) -> int:
        """Refuse, as a word never changes once it is given. Raises TypeError."""
        raise TypeError("A word is asked for, given or closed by an action, never by update().")

    def delete(self):
        """Refuse to take away words that were given. Raises TypeError."""
        if self.answered().exists():
            raise TypeError("A word that was given goes with its mission, by forget().")
        return super().delete()

    def forget(self) -> None:
        """Take away words with the record that they are about, at its owner's wish."""
        super().delete()

    def close(self, state: str) -> int:
        """Close requests without an answer, and forget where their officer was written to; how many that was."""
        asked = self.filter(state="asked")
        return super(AttestationQuerySet, asked).update(state=state, officer_email="", code_hash="")

    def empty(self) -> None:
        """Leave of requests without an answer only why their links are closed."""
        unanswered = self.filter(answered_at=None)
        super(AttestationQuerySet, unanswered).update(
            mission=None, officer_name="", officer_office="", officer_email="", code_hash=""
        )

    def forget_addresses(self) -> int:
        """Forget where officers were written to; of how many words that was."""
        return super(AttestationQuerySet, self.exclude(officer_email="")).update(officer_email="")


class AttestationLinkQuerySet(models.QuerySet):
    def by_secret(self, secret: str):
        """The request that this secret opens, with all that its page names; None where there is none."""
        found = self.filter(secret_hash=self.model.hash_of(secret)).select_related(
            "attestation__mission__volunteer", "attestation__mission__association", "attestation__structure"
        )
        link = found.first()
        return link.attestation if link else None
