"""Grant the attestations of finished modules, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import LogEntry, Structure, User
from certification.actions.take_number import take_number
from certification.evidence import subject_of
from certification.kinds import ATTESTATION, Frame
from certification.models import Credential
from certification.models.credential import new_public_id
from learning.models import CompletedStep, Enrolment, ModulePage, Waiver

CHUNK = 400


def grant_attestations(
    *,
    structure: Structure,
    enrolments: Iterable[Enrolment],
    actor: User | None = None,
    on_completion_day: bool = False,
    announce: bool = True,
    make_files: bool = True,
) -> list[Credential]:
    """The attestations of these finished enrolments of one structure; those already granted are left alone.

    Dated today, or the day each module was finished (`on_completion_day`). Without `announce` nobody is written to;
    without `make_files` the files wait for the sweep. A dozen queries every 400, each 400 in a transaction of its own.
    """
    ready = sorted(
        (enrolment for enrolment in enrolments if enrolment.completed_at),
        key=lambda enrolment: (enrolment.completed_at, enrolment.pk),
    )
    granted = []
    for start in range(0, len(ready), CHUNK):
        chunk = ready[start : start + CHUNK]
        with transaction.atomic():
            # The line comes first: it takes the log's lock, so that two at once do not grant the same twice.
            LogEntry.objects.append(
                actor=actor,
                verb="attestations.batch",
                subject=structure,
                structure=structure,
                payload={"enrolments": len(chunk)},
            )
            granted += grant_each(
                structure=structure,
                enrolments=chunk,
                actor=actor,
                at={one.pk: one.completed_at for one in chunk} if on_completion_day else {},
                announce=announce,
                make_files=make_files,
            )
    return granted


def grant_each(
    *,
    structure: Structure,
    enrolments: list[Enrolment],
    actor: User | None,
    at: dict[int, datetime],
    announce: bool,
    make_files: bool,
) -> list[Credential]:
    """Grant those not granted yet. Call it inside a transaction that has already written a log line."""
    known = set(
        Credential.objects.of_kind(ATTESTATION.slug)
        .about(*(subject_of(enrolment.pk) for enrolment in enrolments))
        .values_list("subject", flat=True)
    )
    new = [enrolment for enrolment in enrolments if subject_of(enrolment.pk) not in known]
    if not new:
        return []
    # What came along with the enrolments is not asked for again.
    module_field, learner_field = Enrolment._meta.get_field("module"), Enrolment._meta.get_field("learner")
    modules = {one.module_id: one.module for one in new if module_field.is_cached(one)}
    modules |= ModulePage.objects.in_bulk({one.module_id for one in new if one.module_id} - set(modules))
    people = {one.learner_id: one.learner for one in new if learner_field.is_cached(one)}
    people |= User.objects.in_bulk({one.learner_id for one in new} - set(people))
    steps = defaultdict(list)
    for step in CompletedStep.objects.filter(enrolment__in=new).order_by("completed_at", "pk"):
        steps[step.enrolment_id].append(step)

    waived = Waiver.objects.titles_for(new, besides=steps)

    now = timezone.now()
    moments = {enrolment.pk: at.get(enrolment.pk, now) for enrolment in new}
    by_year = defaultdict(list)
    for enrolment in new:
        by_year[timezone.localdate(moments[enrolment.pk]).year].append(enrolment)

    credentials = []
    for year, of_year in sorted(by_year.items()):
        numbers = take_number(structure=structure, kind=ATTESTATION, year=year, count=len(of_year))
        for number, enrolment in zip(numbers, of_year, strict=True):
            # One page and one person object each, however many enrolments name them.
            enrolment.module = modules.get(enrolment.module_id)
            enrolment.learner = people[enrolment.learner_id]
            frame = Frame(
                number=number,
                public_id=new_public_id(),
                structure=structure,
                holder_name=enrolment.learner.display_name,
                granted_on=timezone.localdate(moments[enrolment.pk]),
            )
            frozen = ATTESTATION.freeze(
                frame, enrolment=enrolment, steps=steps[enrolment.pk], waived=waived.get(enrolment.pk, [])
            )
            credentials.append(
                Credential.granted(
                    frozen,
                    structure=structure,
                    holder=enrolment.learner,
                    subject=subject_of(enrolment.pk),
                    granted_at=moments[enrolment.pk],
                    told_at=None if announce else now,
                )
            )
    Credential.objects.bulk_create(credentials, batch_size=100)
    LogEntry.objects.append_many(
        structure=structure,
        lines=[(actor, "credential.granted", credential, credential.for_log()) for credential in credentials],
    )
    if make_files:
        for credential in credentials:
            transaction.on_commit(
                partial(async_task, "certification.tasks.make_file", credential.pk), robust=True
            )
    return credentials
