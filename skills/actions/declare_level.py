"""Declare one's level in a competency."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from skills.actions.choose_competencies import declare
from skills.models import Claim
from skills.refusals import NotYours, Refused


@transaction.atomic
def declare_level(*, claim: Claim, actor: User, level: int) -> Claim:
    """The claim, at this level. Again, it changes nothing. Raises NotYours, or Refused for no known level."""
    claim = Claim.objects.select_for_update(no_key=True).get(pk=claim.pk)
    if claim.volunteer_id != actor.pk:
        raise NotYours
    if level not in Claim.Level.values:
        raise Refused(str(level))
    if claim.level != level:
        declare(claim, level)
        LogEntry.objects.append(actor=actor, verb="claim.declared", subject=claim, structure=None)
    return claim
