"""Declare a tie with a candidate."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.hearings import hearing_of, locked_case
from certification.jury_refusals import JuryRefused
from certification.models import Conflict, JuryCase
from certification.rules.jury import Obstacle


@transaction.atomic
def declare_conflict(*, case: JuryCase, actor: User, reason: str, note: str = "") -> Conflict:
    """The tie that a member declares: it is never weighed, it excludes them from this dossier, for good.

    Until the dossier is decided. What they may have signed before no longer counts. Raises JuryRefused.
    """
    case = locked_case(case)
    hearing = hearing_of(case)
    if (member := hearing.member_of(actor)) is None:
        raise JuryRefused(Obstacle.NOT_A_MEMBER)
    if case.decided_at:
        raise JuryRefused(Obstacle.ALREADY_DECIDED)
    if reason not in Conflict.Reason.values:
        raise JuryRefused(Obstacle.UNKNOWN)
    if case.conflicts.filter(member=member).exists():
        raise JuryRefused(Obstacle.ALREADY_DECLARED)
    conflict = Conflict.objects.create(case=case, member=member, reason=reason, note=note.strip()[:300])
    LogEntry.objects.append(
        actor=actor,
        verb="jury.conflict_declared",
        subject=case.session,
        structure=case.session.structure,
        payload={"case": case.pk, "member": member.pk, "reason": reason},
    )
    return conflict
