"""Change a period of practice that no tutor has appraised yet."""

from __future__ import annotations

from dataclasses import asdict

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.declare_practice import Period, check_period, own_dossier
from certification.actions.revoke_tutor_link import close_links
from certification.models import Practice
from certification.practice_refusals import PracticeRefused
from certification.rules.practice import Problem


@transaction.atomic
def change_practice(*, practice: Practice, actor: User, period: Period) -> Practice:
    """The period as it reads now, declared again: what the tutor was asked is no longer what they would answer.

    Links that were sent serve no more. One that a tutor did not confirm may be put right and asked about again. Raises
    NotYours or PracticeRefused.
    """
    dossier = own_dossier(practice.dossier, actor)
    practice = Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    if practice.state in (Practice.State.APPRAISED, Practice.State.CANCELLED):
        raise PracticeRefused(Problem.ANSWERED)
    check_period(period, actor)
    given = asdict(period)
    changed = sorted(name for name, value in given.items() if getattr(practice, name) != value)
    if not changed:
        return practice
    for name, value in given.items():
        setattr(practice, name, value)
    practice.state = Practice.State.DECLARED
    practice.save()
    close_links(practice)
    LogEntry.objects.append(
        actor=actor,
        verb="practice.changed",
        subject=practice,
        structure=dossier.structure,
        payload={"dossier": dossier.pk, "fields": changed, "days": period.days},
    )
    return practice
