"""Grant the attestation of one finished module."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from certification.actions.grant_attestations import grant_each
from certification.evidence import subject_of
from certification.kinds import ATTESTATION
from certification.models import Credential
from learning.models import Enrolment


@transaction.atomic(savepoint=False)
def grant_attestation(*, enrolment: Enrolment, actor: User | None = None) -> Credential:
    """The attestation of this enrolment, granted now if it was not: one enrolment, one attestation, one number.

    Runs inside the transaction that finishes the module, which has written to the log: an attestation is there or
    the module is not finished. The worker makes the file.
    """
    granted = grant_each(
        structure=enrolment.structure,
        enrolments=[enrolment],
        actor=actor,
        at={},
        announce=True,
        make_files=True,
    )
    if granted:
        return granted[0]
    return Credential.objects.of_kind(ATTESTATION.slug).get(subject=subject_of(enrolment.pk))
