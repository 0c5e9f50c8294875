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
from certification.rules.validity import last_day


@transaction.atomic
def grant_certificate(*, dossier: Dossier, eligibility: Eligibility, actor: User) -> Credential:
    """The certificate of this dossier, with every word frozen; the worker makes the file.

    Called by the decision, inside its transaction, after its log line.
    """
    now = timezone.now()
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
        expires_on=last_day(frame.granted_on, validity.months) if validity else None,
    )
    credential.save(force_insert=True)
    LogEntry.objects.append(
        actor=actor,
        verb="credential.granted",
        subject=credential,
        structure=dossier.structure,
        payload=credential.for_log(),
    )
    transaction.on_commit(partial(async_task, "certification.tasks.make_file", credential.pk), robust=True)
    return credential
