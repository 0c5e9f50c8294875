"""Grant the certificate of a validated dossier."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import LogEntry, User
from certification.actions.take_number import take_number
from certification.kinds import CERTIFICATE, Frame
from certification.models import Credential, Dossier
from certification.models.credential import new_public_id
from certification.rules.eligibility import Eligibility
from certification.rules.validity import renewed_last_day


@transaction.atomic
def grant_certificate(*, dossier: Dossier, eligibility: Eligibility, actor: User) -> Credential:
    """The certificate of this dossier, with every word frozen; the worker makes the file.

    One that it renews stays as it was, and leads to it. Called by the decision, inside its transaction,
    after its log line.
    """
    now, renewed = timezone.now(), _renewed(dossier)
    [number] = take_number(structure=dossier.structure, kind=CERTIFICATE, year=timezone.localdate(now).year)
    frame = Frame(
        number=number,
        public_id=new_public_id(),
        structure=dossier.structure,
        holder_name=dossier.candidate.display_name,
        granted_on=timezone.localdate(now),
    )
    validity = dossier.version.read().validity
    credential = Credential.granted(
        CERTIFICATE.freeze(frame, dossier=dossier, eligibility=eligibility),
        structure=dossier.structure,
        holder=dossier.candidate,
        subject=f"dossier:{dossier.pk}",
        scheme_version=dossier.version,
        granted_at=now,
        # As the version says on this day: what follows it changes nothing here.
        expires_on=renewed_last_day(
            frame.granted_on, validity.months, before=renewed.expires_on if renewed else None
        )
        if validity
        else None,
    )
    credential.save(force_insert=True)
    if renewed:
        renewed.renewed_by = credential
        renewed.save(update_fields=["renewed_by"])
    LogEntry.objects.append(
        actor=actor,
        verb="credential.granted",
        subject=credential,
        structure=dossier.structure,
        payload=credential.for_log(),
    )
    transaction.on_commit(partial(async_task, "certification.tasks.make_file", credential.pk), robust=True)
    return credential


def _renewed(dossier: Dossier) -> Credential | None:
    """The certificate that this dossier renews, or what replaced it since; kept from others until the end."""
    if dossier.renews_id is None:
        return None
    locked = Credential.objects.select_for_update(no_key=True)
    last = locked.get(pk=dossier.renews_id)
    while last.replaced_by_id:
        last = locked.get(pk=last.replaced_by_id)
    return last
