"""Write one's opinion of a dossier."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounts.models import LogEntry, User
from certification.hearings import hearing_of, locked_case
from certification.jury_refusals import JuryRefused
from certification.models import JuryCase, JurySession, Opinion
from certification.rules.jury import VIEWS, Obstacle


@transaction.atomic
def give_opinion(
    *,
    case: JuryCase,
    actor: User,
    view: str,
    criteria: Mapping[str, Mapping[str, str]],
    text: str = "",
) -> Opinion:
    """What a member thinks so far, by criterion and in all: theirs alone, and theirs to change, until they sign.

    `criteria`: the slug of each criterion with a `view` and a `note`; what the scheme does not ask is left out.
    Raises JuryRefused.
    """
    case = locked_case(case)
    hearing = hearing_of(case)
    if (member := hearing.member_of(actor)) is None:
        raise JuryRefused(Obstacle.NOT_A_MEMBER)
    if member.pk not in hearing.bench.speaking:
        raise JuryRefused(Obstacle.MAY_NOT_SPEAK)
    if not hearing.is_pending or case.session.state != JurySession.State.OPEN:
        raise JuryRefused(Obstacle.NOT_OPEN)
    opinion = hearing.own(member) or Opinion(case=case, member=member)
    if opinion.signed_at:
        raise JuryRefused(Obstacle.ALREADY_SIGNED)
    if view not in VIEWS:
        raise JuryRefused(Obstacle.UNKNOWN)
    opinion.view, opinion.text = view, text.strip()[:3000]
    opinion.criteria = {
        one.code: {"view": given["view"], "note": given.get("note", "").strip()[:500]}
        for one in case.dossier.version.read().decision.criteria
        if (given := criteria.get(one.code, {})).get("view") in VIEWS
    }
    opinion.save()
    LogEntry.objects.append(
        actor=actor,
        verb="jury.opinion_given",
        subject=case.session,
        structure=case.session.structure,
        payload={"case": case.pk, "member": member.pk},
    )
    return opinion
