"""Grant the attestation of one finished path."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import LogEntry, User
from certification.actions.take_number import take_number
from certification.evidence import path_subject_of
from certification.kinds import PATH_ATTESTATION, Frame
from certification.models import Credential
from certification.models.credential import new_public_id
from learning.models import PathEnrolment


@transaction.atomic(savepoint=False)
def grant_path_attestation(*, path_enrolment: PathEnrolment, actor: User | None = None) -> Credential:
    """The attestation of this stay in a path, granted now if it was not: one stay, one attestation, one number.

    Runs inside the transaction that finishes the path, which has written to the log: an attestation is there or the
    path is not finished. The worker makes the file.
    """
    subject = path_subject_of(path_enrolment.pk)
    granted = Credential.objects.of_kind(PATH_ATTESTATION.slug).about(subject).first()
    if granted is not None:
        return granted
    now, structure = timezone.now(), path_enrolment.structure
    year = timezone.localdate(now).year
    [number] = take_number(structure=structure, kind=PATH_ATTESTATION, year=year)
    frame = Frame(
        number=number,
        public_id=new_public_id(),
        structure=structure,
        holder_name=path_enrolment.learner.display_name,
        granted_on=timezone.localdate(now),
    )
    credential = Credential.granted(
        PATH_ATTESTATION.freeze(frame, path_enrolment=path_enrolment),
        structure=structure,
        holder=path_enrolment.learner,
        subject=subject,
        granted_at=now,
    )
    credential.save(force_insert=True)
    LogEntry.objects.append(
        actor=actor,
        verb="credential.granted",
        subject=credential,
        structure=structure,
        payload=credential.for_log(),
    )
    transaction.on_commit(partial(async_task, "certification.tasks.make_file", credential.pk), robust=True)
    return credential
