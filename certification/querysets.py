"""Named questions about dossiers and what was granted."""

from __future__ import annotations

from datetime import date, datetime

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from accounts.models import Structure, User
from certification.rules import dossier_states
from certification.rules.badged import WITHOUT_BADGE


def _staffed(user: User) -> models.QuerySet:
    """Structures where this person is validator or manager; all of them for the installation's administrator."""
    return Structure.objects.all() if user.is_superuser else Structure.objects.staffed_by(user)


class SchemeQuerySet(models.QuerySet):
    def of(self, structure) -> SchemeQuerySet:
        return self.filter(structure=structure)

    def managed_by(self, user) -> SchemeQuerySet:
        """Schemes of the structures that this person manages."""
        return self.filter(structure__in=Structure.objects.managed_by(user))


class SchemeVersionQuerySet(models.QuerySet):
    def of(self, structure) -> SchemeVersionQuerySet:
        return self.filter(scheme__structure=structure)

    def in_force(self, on: date) -> SchemeVersionQuerySet:
        """Versions in force that day; a draft never is."""
        lasting = Q(effective_until=None) | Q(effective_until__gte=on)
        return self.filter(lasting, effective_from__lte=on, draft=False)

    def offered_by(self, structure, on: date) -> SchemeVersionQuerySet:
        """What a structure's learners may ask for that day, with its scheme, structure and authorisations."""
        found = self.of(structure).in_force(on).select_related("scheme__structure")
        found = found.prefetch_related("scheme__authorisations")
        return found.order_by("scheme__title", "pk")

    def managed_by(self, user) -> SchemeVersionQuerySet:
        """Versions of the schemes of the structures that this person manages."""
        return self.filter(scheme__structure__in=Structure.objects.managed_by(user))


class DossierQuerySet(models.QuerySet):
    def of(self, structure) -> DossierQuerySet:
        return self.filter(structure=structure)

    def by(self, candidate) -> DossierQuerySet:
        return self.filter(candidate=candidate)

    def staffed_by(self, user) -> DossierQuerySet:
        """Dossiers of the structures where this person is validator or manager."""
        return self.filter(structure__in=_staffed(user))

    def update(self, **fields) -> int:
        """Refuse to change states in bulk: each change of state is one action, one log line. Raises TypeError."""
        if "state" in fields:
            raise TypeError("A dossier changes its state by an action, never by update().")
        return super().update(**fields)

    def to_review(self) -> DossierQuerySet:
        return self.filter(state="submitted")

    def beside(self, dossier, *, back: bool = False) -> DossierQuerySet:
        """Those sent after this one, the first sent first; or before it, the last sent first."""
        if dossier.submitted_at is None:
            return self.none() if back else self.order_by("submitted_at", "pk")
        here, key = "lt" if back else "gt", dossier.submitted_at
        found = self.filter(
            Q(**{f"submitted_at__{here}": key}) | Q(**{"submitted_at": key, f"pk__{here}": dossier.pk})
        )
        return found.order_by("-submitted_at", "-pk") if back else found.order_by("submitted_at", "pk")

    def preparing(self) -> DossierQuerySet:
        """Dossiers that facts may still move."""
        return self.filter(state__in=("candidature", *dossier_states.PREPARATION))

    def locked(self) -> DossierQuerySet:
        """With everything that an action names, each kept from others until the transaction ends."""
        return self.select_for_update(no_key=True, of=("self",)).with_people()

    def for_batch(self) -> DossierQuerySet:
        """Dossiers that a batch may take: sent to be reviewed, or validated; and no batch under way holds them."""
        items = apps.get_model("certification", "BatchItem").objects.filter(state__in=("waiting", "granted"))
        taken = models.Exists(items.filter(dossier=models.OuterRef("pk")))
        return self.filter(~taken, state__in=("submitted", "validated", "issued"))

    def open(self) -> DossierQuerySet:
        """Dossiers that keep their candidate from sending another to the same version."""
        return self.filter(state__in=dossier_states.OPEN)

    def with_people(self) -> DossierQuerySet:
        """With everything that a line of the queue names, in one query."""
        return self.select_related("candidate", "structure", "version__scheme", "decided_by")


class JurySessionQuerySet(models.QuerySet):
    def staffed_by(self, user) -> JurySessionQuerySet:
        """Sessions of the structures where this person is validator or manager."""
        return self.filter(structure__in=_staffed(user))

    def sat_by(self, user) -> JurySessionQuerySet:
        """Sessions where this person is a member of the jury."""
        return self.filter(members__person=user)

    def ahead(self) -> JurySessionQuerySet:
        """Those that are not closed, the next first, with their scheme."""
        return self.exclude(state="closed").select_related("scheme").order_by("held_on", "pk")

    def readable_by(self, user) -> JurySessionQuerySet:
        """Sessions that this person sits in, and those of the structures they staff."""
        seats = self.model._meta.get_field("members").related_model.objects.filter(person=user)
        return self.filter(Q(structure__in=_staffed(user)) | Q(pk__in=seats.values("session")))

    def locked(self) -> JurySessionQuerySet:
        """Kept from others until the transaction ends: whatever happens in a session happens one after the other."""
        return self.select_for_update(no_key=True, of=("self",)).select_related("structure", "scheme")


class JuryCaseQuerySet(models.QuerySet):
    def sat_by(self, user) -> JuryCaseQuerySet:
        """Dossiers before sessions where this person is a member of the jury."""
        return self.filter(session__members__person=user)

    def staffed_by(self, user) -> JuryCaseQuerySet:
        """Dossiers before sessions of the structures where this person is validator or manager."""
        return self.filter(session__structure__in=_staffed(user))

    def update(self, **fields) -> int:
        """Refuse, as a decision never changes. Raises TypeError."""
        raise TypeError("A dossier before a jury is changed by an action, never by update().")


class OpinionQuerySet(models.QuerySet):
    def signed(self) -> OpinionQuerySet:
        return self.exclude(signed_at=None)

    def update(self, **fields) -> int:
        """Refuse, as a signed opinion never changes. Raises TypeError."""
        raise TypeError("An opinion is changed by an action, never by update().")

    def delete(self):
        """Refuse to take signed opinions away. Raises TypeError."""
        if self.signed().exists():
            raise TypeError("A signed opinion is never deleted.")
        return super().delete()


class CredentialQuerySet(models.QuerySet):
    def of(self, structure) -> CredentialQuerySet:
        return self.filter(structure=structure)

    def held_by(self, person) -> CredentialQuerySet:
        return self.filter(holder=person)

    def staffed_by(self, user) -> CredentialQuerySet:
        """Documents of the structures where this person is validator or manager."""
        return self.filter(structure__in=_staffed(user))

    def readable_by(self, user) -> CredentialQuerySet:
        """Documents whose file this person may open: their own, and those of the structures they staff."""
        return self.filter(Q(holder=user) | Q(structure__in=_staffed(user)))

    def of_kind(self, kind: str) -> CredentialQuerySet:
        return self.filter(kind=kind)

    def pending(self) -> CredentialQuerySet:
        return self.filter(status="pending")

    def issued(self) -> CredentialQuerySet:
        return self.filter(status="issued")

    def waiting_since(self, moment: datetime) -> CredentialQuerySet:
        """Documents granted before this moment whose file is still to be made, oldest first.

        Those that met a problem wait for somebody, not for another try.
        """
        return self.pending().filter(granted_at__lt=moment, problem="").order_by("granted_at", "pk")

    def untold_since(self, moment: datetime) -> CredentialQuerySet:
        """Documents made before this moment whose holder was not written to."""
        return self.issued().filter(issued_at__lt=moment, told_at=None).order_by("issued_at", "pk")

    def unbadged_since(self, moment: datetime, *, form: str) -> CredentialQuerySet:
        """Documents that stand, made before this moment, without this form of their badge, oldest first.

        Those whose holder was erased never get one, nor those of a kind that has none.
        """
        files = self.model._meta.get_field("files").related_model.objects.filter(
            credential=models.OuterRef("pk"), format=form
        )
        found = self.issued().filter(~models.Exists(files), issued_at__lt=moment)
        return (
            found.exclude(holder_shown="erased").exclude(kind__in=WITHOUT_BADGE).order_by("issued_at", "pk")
        )

    def about(self, *subjects: str) -> CredentialQuerySet:
        return self.filter(subject__in=subjects)

    def standing(self, on: date) -> CredentialQuerySet:
        """Documents that nothing ended: granted, not past their last day, not renewed by another."""
        lasting = Q(expires_on=None) | Q(expires_on__gte=on)
        return self.filter(lasting, status__in=("pending", "issued"), renewed_by=None)

    def with_a_reader(self) -> CredentialQuerySet:
        """Documents whose holder still has an account to be written to."""
        return self.filter(holder__is_active=True).exclude(holder_shown="erased")

    def without_wording(self) -> CredentialQuerySet:
        """For lists: everything but the frozen wording, which is long and which no list reads."""
        return self.defer("frozen")

    def with_marks(self) -> CredentialQuerySet:
        """Each with `is_marked`: whether a revision of a module that it rests on was marked on it."""
        marks = self.model._meta.get_field("revision_marks").related_model.objects
        return self.annotate(is_marked=Exists(marks.filter(credential=OuterRef("pk"))))


class RevisionMarkQuerySet(models.QuerySet):
    def staffed_by(self, user) -> RevisionMarkQuerySet:
        """Marks on the certificates of the structures where this person is validator or manager."""
        return self.filter(credential__structure__in=_staffed(user))

    def held_by(self, person) -> RevisionMarkQuerySet:
        return self.filter(credential__holder=person)

    def untold(self) -> RevisionMarkQuerySet:
        return self.filter(told_at=None)


class BatchQuerySet(models.QuerySet):
    def staffed_by(self, user) -> BatchQuerySet:
        """Batches of the structures where this person is validator or manager."""
        return self.filter(structure__in=_staffed(user))

    def running(self) -> BatchQuerySet:
        return self.filter(state="running")

    def naming(self, name: str) -> BatchQuerySet:
        """Batches that have this file: of the same certificates, two have the same."""
        return self.filter(Q(archive_name=name) | Q(printable_name=name))

    def files_made_before(self, moment: datetime) -> BatchQuerySet:
        """Batches whose archive was made before this moment."""
        made = Coalesce("files_made_at", "done_at")
        return self.annotate(made=made).filter(made__lt=moment).exclude(archive_name="")

    def without_files(self) -> BatchQuerySet:
        """Batches that are done and whose files are still to be made, or made again."""
        return self.filter(state="done", archive_name="", files_removed_at=None)

    def with_counts(self) -> BatchQuerySet:
        """With how many items each has, in all and by what became of them: what a list shows."""
        by_state = {
            f"{state}_count": models.Count("items", filter=Q(items__state=state))
            for state in ("issued", "refused")
        }
        return self.annotate(item_count=models.Count("items"), **by_state)


class SigningKeyQuerySet(models.QuerySet):
    def of(self, structure) -> SigningKeyQuerySet:
        return self.filter(structure=structure)

    def managed_by(self, user) -> SigningKeyQuerySet:
        """Keys of the structures that this person manages."""
        return self.filter(structure__in=Structure.objects.managed_by(user))

    def signing(self, purpose: str) -> SigningKeyQuerySet:
        """The key that signs today for this purpose: one a structure, retired ones are left out."""
        return self.filter(purpose=purpose, retired_at=None)


class PracticeQuerySet(models.QuerySet):
    def by(self, candidate) -> PracticeQuerySet:
        """Periods of this person's dossiers, with the dossier and its version."""
        return self.filter(dossier__candidate=candidate).select_related("dossier__version__scheme")

    def kept(self) -> PracticeQuerySet:
        """All but those that their candidate removed."""
        return self.exclude(state="cancelled")


class TutorLinkQuerySet(models.QuerySet):
    def by_secret(self, secret: str):
        """The link that this secret opens, with all that its page names; None where there is none."""
        found = self.select_related("practice__dossier__candidate", "practice__dossier__version__scheme")
        return found.filter(secret_hash=self.model.hash_of(secret)).first()
