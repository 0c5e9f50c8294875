"""Give a learner more time at quizzes, change it, or end it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import LogEntry
from accounts.rules.roles import PUBLISHING_ROLES
from learning.models.attempts import Accommodation

if TYPE_CHECKING:
    from accounts.models import Structure, User

MOST_PERCENT = 300


class NotGranted(Exception):
    """The accommodation is not kept; says why, in words for whoever grants."""


@transaction.atomic
def grant_accommodation(
    *,
    learner: User,
    structure: Structure,
    extra_time_percent: int,
    actor: User,
    reason: str = "",
    until: date | None = None,
) -> Accommodation | None:
    """This learner's more time in this structure, from their next attempt on; 0 % ends it and returns None.

    One a learner and structure: granting again replaces. The reason never goes to the log, which keeps for ever. Raises
    NotGranted for oneself, for who does not follow learners there, or a measure that makes no sense.
    """
    if actor.pk == learner.pk:
        raise NotGranted(_("Nobody grants more time to themselves: ask a colleague."))
    if not actor.is_superuser and not actor.roles_in(structure) & set(PUBLISHING_ROLES):
        raise NotGranted(_("Only those who validate or manage in this structure grant more time."))
    if not 0 <= extra_time_percent <= MOST_PERCENT:
        raise NotGranted(
            _("More time: a number from 0 to %(most)s, in percent of the quiz's own time.")
            % {"most": MOST_PERCENT}
        )
    present = (
        Accommodation.objects.select_for_update(no_key=True)
        .filter(learner=learner, structure=structure)
        .first()
    )
    granted = present
    if extra_time_percent:
        granted, _made = Accommodation.objects.update_or_create(
            learner=learner,
            structure=structure,
            defaults={
                "extra_time_percent": extra_time_percent,
                "reason": reason[:200],
                "until": until,
                "granted_by": actor,
            },
        )
    if granted is None:
        return None
    LogEntry.objects.append(
        actor=actor,
        verb="accommodation.granted" if extra_time_percent else "accommodation.ended",
        subject=granted,
        structure=structure,
        payload={"learner": learner.pk, "percent": extra_time_percent},
    )
    if not extra_time_percent:
        granted.delete()
        return None
    return granted
