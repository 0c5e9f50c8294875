"""Remove a period of practice that no tutor has appraised."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.advance_dossier import advance
from certification.actions.declare_practice import own_dossier
from certification.actions.revoke_tutor_link import close_links
from certification.models import Practice
from certification.practice_refusals import PracticeRefused
from certification.rules.practice import Problem


@transaction.atomic
def cancel_practice(*, practice: Practice, actor: User) -> Practice:
    """The period, out of the dossier, its links closed. A tutor's word stays: raises PracticeRefused once there is one.

    Safe to repeat. Raises NotYours too.
    """
    dossier = own_dossier(practice.dossier, actor)
    practice = Practice.objects.select_for_update(no_key=True).get(pk=practice.pk)
    if practice.state == Practice.State.APPRAISED:
        raise PracticeRefused(Problem.ANSWERED)
    if practice.state == Practice.State.CANCELLED:
        return practice
    practice.state = Practice.State.CANCELLED
    practice.save(update_fields=["state"])
    close_links(practice)
    LogEntry.objects.append(
        actor=actor,
        verb="practice.cancelled",
        subject=practice,
        structure=dossier.structure,
        payload={"dossier": dossier.pk},
    )
    advance(dossier=dossier)
    return practice
