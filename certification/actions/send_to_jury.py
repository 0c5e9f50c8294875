"""Send a dossier before a jury."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification import letters
from certification.actions.decide_dossier import may_decide_on
from certification.actions.move_dossier import move
from certification.actions.seat_member import SEATING
from certification.jury_refusals import JuryRefused
from certification.models import Dossier, JuryCase, JurySession
from certification.refusals import MayNotDecide
from certification.rules.jury import Obstacle


@transaction.atomic
def send_to_jury(*, session: JurySession, dossier: Dossier, actor: User) -> JuryCase:
    """The dossier before this session; the candidate gets an e-mail. On appeal too: whoever signed an opinion on the
    refusal does not speak again (`rules.jury`).

    Raises MayNotDecide (one's own dossier, or not staff) or JuryRefused.
    """
    session = JurySession.objects.locked().get(pk=session.pk)
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if not (answer := may_decide_on(dossier, actor)):
        raise MayNotDecide(answer)
    if dossier.structure_id != session.structure_id or dossier.version.scheme_id != session.scheme_id:
        raise JuryRefused(Obstacle.UNKNOWN)
    rule = dossier.version.read().decision
    if rule.by != "jury":
        raise JuryRefused(Obstacle.NOT_BY_JURY)
    if session.state not in SEATING:
        raise JuryRefused(Obstacle.TOO_LATE)
    if dossier.state != Dossier.State.SUBMITTED:
        raise JuryRefused(Obstacle.NOT_SUBMITTED)
    if session.cases.filter(dossier=dossier).exists():
        raise JuryRefused(Obstacle.HEARD_ALREADY)
    if session.quorum < rule.quorum:
        raise JuryRefused(Obstacle.QUORUM_TOO_LOW)
    case = JuryCase.objects.create(session=session, dossier=dossier)
    move(dossier=dossier, event="send_to_jury", actor=actor, payload={"session": session.pk})
    LogEntry.objects.append(
        actor=actor,
        verb="jury.case_added",
        subject=session,
        structure=session.structure,
        payload={"case": case.pk, "dossier": dossier.pk},
    )
    letters.send(
        "jury_hears", to=dossier.candidate, structure=dossier.structure, dossier=dossier, session=session
    )
    return case
