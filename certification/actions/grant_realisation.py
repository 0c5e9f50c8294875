"""Give the certificat de réalisation of one stay in a module."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import LogEntry, Membership, User
from certification.actions.take_number import take_number
from certification.kinds import REALISATION, Frame
from certification.models import Credential
from certification.models.credential import new_public_id
from certification.refusals import MayNotDecide, NoRealisation
from certification.rules.realisation import done_in, is_entitled, obstacle
from certification.rules.separation import may_decide
from learning.models import Enrolment


@transaction.atomic
def grant_realisation(*, enrolment: Enrolment, actor: User, nature: str, employer: str = "") -> Credential:
    """The certificat de réalisation of this stay, given now if none stands: its days and hours are the ledger's.

    Given twice at once it is given once. `nature` is a slug of `kinds.realisation.NATURES`. Raises MayNotDecide, or
    NoRealisation where the structure is not entitled, the stay goes on or nothing was done.
    """
    enrolment = Enrolment.objects.locked(enrolment)
    structure, learner = enrolment.structure, enrolment.learner
    roles = Membership.objects.held_by(actor).of(structure).current().values_list("role", flat=True)
    answer = may_decide(
        candidate_id=learner.pk,
        candidate_email=learner.email,
        decider_id=actor.pk,
        decider_email=actor.email,
        roles=list(roles),
    )
    if not answer:
        raise MayNotDecide(answer)
    steps = list(enrolment.completed_steps.order_by("completed_at", "pk"))
    done = done_in((timezone.localdate(step.completed_at), step.minutes_planned) for step in steps)
    entitled = is_entitled(activity_number=structure.activity_number, states_it=structure.gives_realisation)
    ended = enrolment.completed_at is not None or enrolment.left_at is not None
    if reason := obstacle(entitled=entitled, ended=ended, done=done):
        raise NoRealisation(reason)
    subject, rank = f"realisation:{enrolment.pk}", 0
    given = list(Credential.objects.of_kind(REALISATION.slug).filter(subject__startswith=f"{subject}:"))
    if given:
        last = max(given, key=lambda one: one.pk)
        while last.replaced_by_id:
            last = last.replaced_by
        if last.status != Credential.Status.REVOKED:
            return last
        rank = len(given)

    # The line first: everywhere, the log's lock is taken before a register's.
    LogEntry.objects.append(
        actor=actor,
        verb="realisation.stated",
        subject=enrolment,
        structure=structure,
        payload={"module": enrolment.module_code, "nature": nature, "minutes": done.minutes},
    )
    now = timezone.now()
    [number] = take_number(structure=structure, kind=REALISATION, year=timezone.localdate(now).year)
    frame = Frame(
        number=number,
        public_id=new_public_id(),
        structure=structure,
        holder_name=learner.display_name,
        granted_on=timezone.localdate(now),
    )
    credential = Credential.granted(
        REALISATION.freeze(
            frame, enrolment=enrolment, steps=steps, done=done, nature=nature, employer=employer.strip()[:150]
        ),
        structure=structure,
        holder=learner,
        subject=f"{subject}:{rank}",
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
