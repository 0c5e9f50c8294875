"""Remind holders that a certificate comes to its end."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from certification import letters
from certification.kinds import CERTIFICATE
from certification.models import Credential, Dossier, ExpiryReminder, SchemeVersion
from certification.rules.dossier_states import STRUCTURES_TURN
from certification.rules.reminders import LATE_DAYS, OVER, due_reminder

#: No version asks for a reminder earlier than that.
EARLIEST = timedelta(days=366)


def remind_holders() -> int:
    """How many holders were written to now, each once for each of the days that their version names.

    Safe to repeat and twice at once: the letter is kept with the row that says it is written. Who has renewed, or
    whose renewal waits for the house, is left in peace. Costs three queries where nobody is to be written to.
    """
    today = timezone.localdate()
    ending = (
        Credential.objects.of_kind(CERTIFICATE.slug)
        .issued()
        .with_a_reader()
        .filter(
            renewed_by=None,
            expires_on__gte=today - timedelta(days=LATE_DAYS),
            expires_on__lte=today + EARLIEST,
        )
        .exclude(
            pk__in=Dossier.objects.filter(state__in=STRUCTURES_TURN).exclude(renews=None).values("renews")
        )
        .order_by("pk")
        .values_list("pk", "granted_at", "expires_on", "scheme_version_id")
    )
    found = list(ending)
    if not found:
        return 0
    versions = SchemeVersion.objects.in_bulk({version for *_rest, version in found})
    days = {pk: version.reminder_days for pk, version in versions.items()}
    told = defaultdict(set)
    for credential, before in ExpiryReminder.objects.filter(
        credential__in=[pk for pk, *_rest in found]
    ).values_list("credential_id", "days_before"):
        told[credential].add(before)
    written = 0
    for pk, granted_at, expires_on, version in found:
        due = due_reminder(
            granted_on=timezone.localdate(granted_at), expires_on=expires_on, days=days[version], today=today
        )
        if due is not None and due not in told[pk]:
            written += _remind(pk, due)
    return written


@transaction.atomic
def _remind(pk: int, before: int) -> bool:
    """Whether this call wrote the letter: who made the row."""
    _row, mine = ExpiryReminder.objects.get_or_create(credential_id=pk, days_before=before)
    if not mine:
        return False
    credential = Credential.objects.select_related("holder", "structure__site").get(pk=pk)
    letters.send(
        "certificate_ended" if before == OVER else "certificate_ends",
        to=credential.holder,
        structure=credential.structure,
        credential=credential,
    )
    return True
