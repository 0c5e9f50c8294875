"""Sign one's opinion of a dossier."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification.hearings import hearing_of, locked_case
from certification.jury_refusals import JuryRefused
from certification.models import JuryCase, JurySession, Opinion
from certification.rules.jury import Obstacle, missing_criteria, seal


def words_of(opinion: Opinion) -> dict[str, Any]:
    """What a signature covers: whose opinion of which dossier, every word of it, and when."""
    return {
        "session": opinion.case.session_id,
        "dossier": opinion.case.dossier_id,
        "person": opinion.member.person_id,
        "view": opinion.view,
        "criteria": opinion.criteria,
        "text": opinion.text,
        "signed_at": opinion.signed_at.isoformat(),
    }


@transaction.atomic
def sign_opinion(*, case: JuryCase, actor: User) -> Opinion:
    """The opinion, signed: it never changes again, and is shown once all of those who may speak have signed.

    Raises JuryRefused.
    """
    case = locked_case(case)
    hearing = hearing_of(case)
    if (member := hearing.member_of(actor)) is None:
        raise JuryRefused(Obstacle.NOT_A_MEMBER)
    if member.pk not in hearing.bench.speaking:
        raise JuryRefused(Obstacle.MAY_NOT_SPEAK)
    opinion = hearing.own(member)
    if opinion is not None and opinion.signed_at:
        raise JuryRefused(Obstacle.ALREADY_SIGNED)
    if not hearing.is_pending or case.session.state != JurySession.State.OPEN:
        raise JuryRefused(Obstacle.NOT_OPEN)
    asked = [one.code for one in case.dossier.version.read().decision.criteria]
    if opinion is None or missing_criteria(asked, opinion.criteria):
        raise JuryRefused(Obstacle.CRITERIA_MISSING)
    if opinion.view != Opinion.View.FAVOURABLE and not opinion.text:
        raise JuryRefused(Obstacle.TEXT_MISSING)
    opinion.case, opinion.signed_at = case, timezone.now()
    opinion.seal = seal(words_of(opinion))
    opinion.save(update_fields=["signed_at", "seal"])
    LogEntry.objects.append(
        actor=actor,
        verb="jury.opinion_signed",
        subject=case.session,
        structure=case.session.structure,
        payload={"case": case.pk, "member": member.pk, "seal": opinion.seal},
    )
    return opinion
