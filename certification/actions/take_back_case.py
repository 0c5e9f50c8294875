"""Take a dossier back from a jury that cannot hear it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification import letters
from certification.actions.move_dossier import move
from certification.hearings import hearing_of, is_staff_of, locked_case
from certification.jury_refusals import JuryRefused
from certification.models import Dossier, JuryCase, JurySession
from certification.rules.jury import Obstacle


@transaction.atomic
def take_back_case(*, case: JuryCase, actor: User, grounds: str) -> JuryCase:
    """The dossier back among those to review, for another session; this one says why it was not heard.

    By staff, before the session opens or, once it did, only where the quorum does not hold or the candidate
    withdrew: nobody takes a dossier from a jury that is about to decide. Raises JuryRefused.
    """
    case = locked_case(case)
    session, grounds = case.session, grounds.strip()[:2000]
    if not is_staff_of(actor, session.structure) or case.dossier.candidate_id == actor.pk:
        raise JuryRefused(Obstacle.NOT_STAFF)
    if case.decided_at:
        raise JuryRefused(Obstacle.ALREADY_DECIDED)
    hearing = hearing_of(case)
    if session.state != JurySession.State.PLANNED and hearing.is_pending and hearing.bench.quorum_holds:
        raise JuryRefused(Obstacle.STILL_HEARD)
    if not grounds:
        raise JuryRefused(Obstacle.GROUNDS_MISSING)
    case.decision, case.grounds = JuryCase.Decision.NOT_HEARD, grounds
    case.decided_at = timezone.now()
    case.save(update_fields=["decision", "grounds", "decided_at"])
    dossier = Dossier.objects.locked().get(pk=case.dossier_id)
    # Withdrawn meanwhile, it is nobody's any more.
    if dossier.state == Dossier.State.JURY:
        move(dossier=dossier, event="take_back", actor=actor, payload={"session": session.pk})
    LogEntry.objects.append(
        actor=actor,
        verb="jury.case_not_heard",
        subject=session,
        structure=session.structure,
        payload={"case": case.pk, "dossier": dossier.pk},
    )
    if dossier.state == Dossier.State.SUBMITTED:
        letters.send(
            "jury_decided", to=dossier.candidate, structure=dossier.structure, dossier=dossier, case=case
        )
    return case
