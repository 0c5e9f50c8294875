"""Try the code that an officer was sent."""

from __future__ import annotations

import re

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.models import LogEntry
from skills.actions.send_attestation_code import opened_by
from skills.models import Attestation
from skills.rules.attestations import Code, code_stands


@transaction.atomic
def check_attestation_code(*, secret: str, typed: str) -> tuple[Attestation, Code]:
    """The request, and what the code is worth; a right one serves once. A wrong one is counted, and that is kept.

    Raises LinkRefused.
    """
    attestation = opened_by(secret)
    stands = code_stands(sent_at=attestation.code_sent_at, tries=attestation.code_tries, now=timezone.now())
    if not stands or not attestation.code_hash:
        return attestation, Code.STALE
    right = constant_time_compare(attestation.hash_of(re.sub(r"\s", "", typed)), attestation.code_hash)
    attestation.code_tries += 1
    if right:
        attestation.code_hash = ""
        LogEntry.objects.append(actor=None, verb="attestation.opened", subject=attestation, structure=None)
    attestation.save(update_fields=["code_hash", "code_tries"])
    return attestation, Code.RIGHT if right else Code.WRONG
