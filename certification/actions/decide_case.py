"""Decide on a dossier before a jury."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification import letters
from certification.actions.grant_certificate import grant_certificate
from certification.actions.move_dossier import move
from certification.hearings import choices_for, hearing_of, locked_case
from certification.jury_refusals import JuryRefused
from certification.models import Credential, Dossier, JuryCase
from certification.refusals import AlreadyDecided, NotEligible
from certification.rules.eligibility import as_record
from certification.rules.jury import EVENTS, Obstacle, needs_grounds, to_decide


@transaction.atomic
def decide_case(
    *, case: JuryCase, actor: User, decision: str, kept_parts: Collection[str] = (), grounds: str = ""
) -> JuryCase:
    """What the jury decided, written by whoever leads for this dossier: once, for good. Validated, the certificate is
    granted in the same transaction; in part, what is kept stays met whatever becomes of its evidence.

    Eligibility is weighed again at this moment. The candidate gets an e-mail with the grounds. Raises JuryRefused,
    NotEligible (to validate) or AlreadyDecided (withdrawn meanwhile).
    """
    case = locked_case(case)
    hearing = hearing_of(case)
    leader, grounds = hearing.leader, grounds.strip()[:2000]
    if leader is None or leader.person_id != actor.pk:
        raise JuryRefused(Obstacle.NO_QUORUM if leader is None else Obstacle.NOT_LEADING)
    if obstacles := to_decide(
        hearing.bench, hearing.signed, state=case.session.state, decided=bool(case.decided_at)
    ):
        raise JuryRefused(*obstacles)
    dossier = Dossier.objects.locked().get(pk=case.dossier_id)
    if dossier.state != Dossier.State.JURY:
        raise AlreadyDecided
    if decision not in EVENTS:
        raise JuryRefused(Obstacle.UNKNOWN)
    choices = choices_for(case)
    kept = sorted(set(kept_parts)) if decision == JuryCase.Decision.PARTIAL else []
    if decision == JuryCase.Decision.PARTIAL and (not kept or set(kept) - set(choices.keepable)):
        raise JuryRefused(Obstacle.NOTHING_KEPT)
    if decision not in choices.decisions:
        raise NotEligible(choices.eligibility)
    if needs_grounds(decision, [one.view for one in hearing.counted]) and not grounds:
        raise JuryRefused(Obstacle.GROUNDS_MISSING)

    now = timezone.now()
    case.decision, case.kept_parts, case.grounds, case.decided_at = decision, kept, grounds, now
    case.save(update_fields=["decision", "kept_parts", "grounds", "decided_at"])
    dossier.reason = grounds
    dossier.kept_parts = sorted({*dossier.kept_parts, *kept})
    also = ["reason", "kept_parts"]
    if decision in (JuryCase.Decision.VALIDATED, JuryCase.Decision.REFUSED):
        dossier.record, dossier.decided_at, dossier.decided_by = as_record(choices.eligibility), now, actor
        also += ["record", "decided_at", "decided_by"]
    move(
        dossier=dossier,
        event=EVENTS[decision],
        actor=actor,
        payload={"session": case.session_id, "kept": kept},
        also=also,
    )
    LogEntry.objects.append(
        actor=actor,
        verb="jury.case_decided",
        subject=case.session,
        structure=case.session.structure,
        payload={"case": case.pk, "dossier": dossier.pk, "decision": decision},
    )
    certificate: Credential | None = None
    if decision == JuryCase.Decision.VALIDATED:
        certificate = grant_certificate(dossier=dossier, eligibility=choices.eligibility, actor=actor)
    letters.send(
        "jury_decided",
        to=dossier.candidate,
        structure=dossier.structure,
        dossier=dossier,
        case=case,
        certificate=certificate,
    )
    return case
