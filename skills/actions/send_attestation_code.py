"""Send an officer the code that opens their link."""

from __future__ import annotations

import secrets

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from certification import letters
from skills.models import Attestation, AttestationLink, Mission
from skills.refusals import CodeRefused, LinkRefused
from skills.rules.attestations import Link, problem_with_sending


def opened_by(secret: str) -> Attestation:
    """The request that this secret opens, kept from others until the transaction ends. Raises LinkRefused."""
    found = AttestationLink.objects.by_secret(secret)
    if found is None:
        raise LinkRefused(Link.UNKNOWN)
    # In this order everywhere: the mission, then what is asked about it.
    Mission.objects.select_for_update(no_key=True).filter(pk=found.mission_id).first()
    attestation = Attestation.objects.locked().get(pk=found.pk)
    if (link := attestation.worth(timezone.now())) != Link.OPEN:
        raise LinkRefused(link)
    return attestation


@transaction.atomic
def send_attestation_code(*, secret: str) -> Attestation:
    """The request, to whose officer a new code was sent; the one sent before serves no more.

    Always to the address that the link is bound to: who holds somebody else's link gets nothing. Raises LinkRefused or
    CodeRefused.
    """
    attestation = opened_by(secret)
    now = timezone.now()
    problem = problem_with_sending(
        sent=attestation.codes_sent, last_sent_at=attestation.code_sent_at, now=now
    )
    if problem:
        raise CodeRefused(problem)
    code = f"{secrets.randbelow(1_000_000):06}"
    attestation.code_hash = attestation.hash_of(code)
    attestation.code_sent_at, attestation.code_tries = now, 0
    attestation.codes_sent += 1
    attestation.save(update_fields=["code_hash", "code_sent_at", "code_tries", "codes_sent"])
    LogEntry.objects.append(actor=None, verb="attestation.code_sent", subject=attestation, structure=None)
    letters.send(
        "attestation_code",
        app="skills",
        to=letters.Correspondent(attestation.officer_email, attestation.officer_name),
        structure=attestation.structure,
        code=code,
    )
    return attestation
