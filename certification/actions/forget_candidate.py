"""Forget a candidate and a holder: certification's own part of erasing them."""

from __future__ import annotations

from collections import defaultdict
from functools import partial

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import LogEntry, User
from accounts.terms import evidence_start
from certification.actions.withdraw import withdraw
from certification.models import (
    Appeal,
    Appraisal,
    Complement,
    Credential,
    Dossier,
    Exemption,
    Practice,
    Scheme,
    SupportingDocument,
    TutorLink,
)
from certification.rules.dossier_states import UNDECIDED

#: States whose dossier explains a decision that stands, or stood.
DECIDED = (*("validated", "issued", "refused", "revoked"),)


@transaction.atomic
def forget_candidate(*, person: User) -> None:
    """Withdraw what waits, empty what was never decided, and show no name any more where documents are verified.

    Documents keep their file, their frozen wording, their hash and their number. Decided dossiers stay with the record
    that they rested on until its time is over (`EVIDENCE_KEPT_YEARS`); called again after that, they are emptied too.
    Batches, juries and their minutes stay as they are. Safe to repeat.
    """
    mine = Dossier.objects.filter(candidate=person)
    for dossier in mine.filter(state__in=UNDECIDED).order_by("pk"):
        withdraw(dossier=dossier, actor=person)
    kept = mine.filter(state__in=DECIDED, decided_at__gte=evidence_start())
    _empty(mine.exclude(pk__in=kept.values("pk")))
    _close_links(kept)
    _hide_holder(person)
    for scheme in Scheme.objects.filter(leads=person):
        scheme.leads.remove(person)


def _empty(dossiers: QuerySet[Dossier]) -> None:
    """Leave of these dossiers only that there was one, and what became of it."""
    for name in SupportingDocument.objects.filter(dossier__in=dossiers).values_list("file_name", flat=True):
        transaction.on_commit(partial(_forget_file, name), robust=True)
    TutorLink.objects.filter(practice__dossier__in=dossiers).delete()
    for model in (Practice, Exemption, Appraisal, Complement, Appeal, SupportingDocument):
        model.objects.filter(dossier__in=dossiers).delete()
    dossiers.update(
        birth_date=None,
        association_name="",
        association_rna="",
        guardian_name="",
        guardian_email="",
        guardian_authorised_on=None,
        countersigned_at=None,
        reason="",
        record={},
    )


def _forget_file(name: str) -> None:
    """The stored file, unless another dossier holds the same."""
    if not SupportingDocument.objects.filter(file_name=name).exists():
        storages["work"].delete(name)


def _close_links(dossiers: QuerySet[Dossier]) -> None:
    """Addresses of tutors and guardians serve no more: who they were stays, how to write to them does not."""
    links = TutorLink.objects.filter(practice__dossier__in=dossiers)
    links.filter(used_at=None, revoked_at=None).update(revoked_at=timezone.now())
    links.update(email="")
    Practice.objects.filter(dossier__in=dossiers).update(tutor_email="")
    dossiers.update(guardian_email="")


def _hide_holder(person: User) -> None:
    """Documents say that their holder was erased, each with its line in the log of its structure."""
    erased = Credential.HolderShown.ERASED
    shown = (
        Credential.objects.select_for_update(no_key=True, of=("self",))
        .held_by(person)
        .exclude(holder_shown=erased)
    )
    by_structure = defaultdict(list)
    for credential in shown.without_wording().select_related("structure").order_by("structure_id", "pk"):
        by_structure[credential.structure].append(credential)
    for structure, credentials in by_structure.items():
        lines = [
            (person, "credential.holder_shown", one, {"number": one.number, "shown": str(erased)})
            for one in credentials
        ]
        LogEntry.objects.append_many(structure=structure, lines=lines)
    mine = Credential.objects.held_by(person)
    # Nobody is left to write to.
    mine.filter(told_at=None).update(told_at=timezone.now())
    mine.update(holder_shown=erased, holder_name="")
