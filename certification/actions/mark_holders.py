"""Mark the certificates that a change of substance to a module concerns, and tell their holders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, Structure
from certification import letters
from certification.evidence import subject_of
from certification.kinds import ATTESTATION, CERTIFICATE
from certification.models import Credential, RevisionMark
from certification.rules.revisions import concerned_by, pins_of
from learning.models import ContentChange, Enrolment

CHUNK = 200


def mark_holders(*, change: ContentChange) -> int:
    """How many certificates were marked now: those that stand, and rest on the module as it was before the change.

    No document is touched. Safe to repeat and twice at once: a certificate is marked once for a change. A few hundred
    learners in each transaction, so that thousands of them hold nobody up.
    """
    before = Enrolment.objects.completed().filter(module_key=change.module_key, completed_at__lt=change.at)
    rows = list(before.order_by("pk").values_list("pk", "learner_id", "module_code"))
    return sum(_mark(change, rows[start : start + CHUNK]) for start in range(0, len(rows), CHUNK))


@transaction.atomic
def _mark(change: ContentChange, rows: Sequence[tuple[int, int, str]]) -> int:
    holders = {learner for _pk, learner, _code in rows}
    numbers = _numbers_of({subject_of(pk) for pk, _learner, _code in rows}, holders)
    codes = {code for _pk, _learner, code in rows}
    changed_on = timezone.localdate(change.at)
    certificates = (
        Credential.objects.of_kind(CERTIFICATE.slug)
        .standing(timezone.localdate())
        .filter(holder__in=holders)
        .exclude(revision_marks__change=change)
        .order_by("pk")
    )
    marked: Counter[int] = Counter()
    for certificate in certificates:
        pin = concerned_by(
            pins_of(certificate.frozen), attestations=numbers, codes=codes, changed_on=changed_on
        )
        if pin is None:
            continue
        _row, mine = RevisionMark.objects.get_or_create(
            credential=certificate,
            change=change,
            defaults={"module_code": pin.code, "module_title": pin.title},
        )
        marked[certificate.structure_id] += mine
    # The plus drops those where none was marked.
    for structure in Structure.objects.filter(pk__in=+marked).order_by("pk"):
        LogEntry.objects.append(
            actor=None,
            verb="certificates.concerned",
            subject=change,
            structure=structure,
            payload={"page": change.page_title, "certificates": marked[structure.pk]},
        )
    return marked.total()


def _numbers_of(subjects: set[str], holders: Iterable[int]) -> set[str]:
    """The numbers under which the attestations of these subjects were ever granted, replaced ones too."""
    rows = (
        Credential.objects.of_kind(ATTESTATION.slug)
        .filter(holder__in=holders)
        .values_list("pk", "subject", "number")
        .order_by("pk")
    )
    numbers: set[str] = set()
    for pk, subject, number in rows:  # what replaces a document comes after it
        if subject in subjects:
            numbers.add(number)
            subjects = subjects | {f"replaces:{pk}"}
    return numbers


def tell_holders() -> int:
    """How many holders were written to now of what changed in the modules of a certificate, once for each change."""
    waiting = (
        Credential.objects.with_a_reader()
        .issued()
        .filter(renewed_by=None, pk__in=RevisionMark.objects.untold().values("credential"))
        .order_by("pk")
    )
    return sum(_tell(pk) for pk in waiting.values_list("pk", flat=True))


@transaction.atomic
def _tell(pk: int) -> bool:
    """Whether this call wrote the letter, which tells all that changed and was not told yet."""
    untold = RevisionMark.objects.untold().filter(credential=pk).select_related("change")
    marks = list(untold.select_for_update(no_key=True, of=("self",)).order_by("change__at", "pk"))
    if (
        not RevisionMark.objects.untold()
        .filter(pk__in=[mark.pk for mark in marks])
        .update(told_at=timezone.now())
    ):
        return False
    credential = Credential.objects.select_related("holder", "structure__site").get(pk=pk)
    letters.send(
        "module_revised",
        to=credential.holder,
        structure=credential.structure,
        credential=credential,
        marks=marks,
    )
    return True
