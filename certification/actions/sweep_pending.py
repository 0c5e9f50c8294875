"""Catch what was lost: files and badges not made, modules without their attestation, letters not written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django_q.tasks import async_task

from certification.actions.grant_attestations import grant_attestations
from certification.evidence import without_attestation
from certification.formats.badge_forms import BADGE_FORMS
from certification.models import Credential, Minutes

#: Files asked for again in one sweep: a minute of work for two workers, so that sweeps never pile up.
LIMIT = 500
BATCH = 50
#: Younger than that, it may well be in the queue.
PATIENCE = timedelta(minutes=5)
#: How far back modules without attestation are looked for.
WINDOW = timedelta(days=30)


@dataclass(frozen=True)
class Swept:
    """What one sweep found."""

    files: int
    attestations: int
    letters: int
    badges: int


def sweep_pending(*, now: datetime | None = None) -> Swept:
    """Queue again the files and badges that wait for too long, grant the attestations that are missing, write late
    letters.

    Not one transaction: each part is safe to repeat, and one that fails must not undo the others. A document that met
    a problem is left to the people of its structure.
    """
    before = (now or timezone.now()) - PATIENCE
    waiting = list(Credential.objects.waiting_since(before).values_list("pk", flat=True)[:LIMIT])
    for start in range(0, len(waiting), BATCH):
        async_task("certification.tasks.make_files", waiting[start : start + BATCH])

    by_structure = defaultdict(list)
    for enrolment in without_attestation(after=before - WINDOW, before=before)[:LIMIT]:
        by_structure[enrolment.structure].append(enrolment)
    granted = [
        credential
        for structure, enrolments in by_structure.items()
        for credential in grant_attestations(structure=structure, enrolments=enrolments)
    ]

    untold = list(Credential.objects.untold_since(before).values_list("pk", flat=True)[:LIMIT])
    for pk in untold:
        async_task("certification.tasks.tell_holder", pk)
    unbadged = Credential.objects.unbadged_since(before, form=BADGE_FORMS[-1].slug)
    lacking = list(unbadged.values_list("pk", flat=True)[:LIMIT])
    for start in range(0, len(lacking), BATCH):
        async_task("certification.tasks.make_badges", *lacking[start : start + BATCH])
    late = Minutes.objects.filter(status=Minutes.Status.PENDING, problem="", session__closed_at__lt=before)
    for pk in late.order_by("pk").values_list("pk", flat=True)[:LIMIT]:
        async_task("certification.tasks.make_minutes", pk)
    return Swept(len(waiting), len(granted), len(untold), len(lacking))
