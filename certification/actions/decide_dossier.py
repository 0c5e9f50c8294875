"""Decide on a candidature: validate it, or refuse it with a reason."""

from __future__ import annotations

from typing import Literal

from django.db import transaction
from django.utils import timezone

from accounts.models import Membership, User
from certification import letters
from certification.actions.grant_certificate import grant_certificate
from certification.actions.move_dossier import move
from certification.evidence import eligibility_of_dossier
from certification.models import Credential, Dossier
from certification.refusals import AlreadyDecided, DecidedByJury, MayNotDecide, NotEligible, ReasonMissing
from certification.rules import dossier_states
from certification.rules.eligibility import as_record
from certification.rules.separation import MayDecide, may_decide


def may_decide_on(dossier: Dossier, actor: User) -> MayDecide:
    """Whether this person may decide on this dossier, today. Costs one query."""
    roles = Membership.objects.held_by(actor).of(dossier.structure).current().values_list("role", flat=True)
    return may_decide(
        candidate_id=dossier.candidate_id,
        candidate_email=dossier.candidate.email,
        decider_id=actor.pk,
        decider_email=actor.email,
        roles=list(roles),
    )


@transaction.atomic
def decide_dossier(
    *, dossier: Dossier, actor: User, verdict: Literal["validate", "refuse"], reason: str = ""
) -> Dossier:
    """The decision, once: a second click or two validators at once make one. Validated, the certificate is granted
    in the same transaction.

    Eligibility is weighed again at this moment, and the record that the decision rested on is kept. Raises
    MayNotDecide, AlreadyDecided, DecidedByJury, ReasonMissing (to refuse) or NotEligible (to validate).
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if not (answer := may_decide_on(dossier, actor)):
        raise MayNotDecide(answer)
    try:
        dossier_states.after(dossier.state, verdict)
    except dossier_states.IllegalTransition as late:
        raise AlreadyDecided(dossier) from late
    if dossier.version.read().by_jury:
        raise DecidedByJury
    reason = reason.strip()
    if verdict == "refuse" and not reason:
        raise ReasonMissing
    eligibility = eligibility_of_dossier(dossier)
    if verdict == "validate" and not eligibility:
        raise NotEligible(eligibility)

    dossier.reason, dossier.record = reason, as_record(eligibility)
    dossier.decided_at, dossier.decided_by = timezone.now(), actor
    move(
        dossier=dossier,
        event=verdict,
        actor=actor,
        also=["reason", "record", "decided_at", "decided_by"],
    )
    certificate: Credential | None = None
    if verdict == "validate":
        certificate = grant_certificate(dossier=dossier, eligibility=eligibility, actor=actor)
    letters.send(
        "dossier_decided",
        to=dossier.candidate,
        structure=dossier.structure,
        dossier=dossier,
        certificate=certificate,
    )
    return dossier
