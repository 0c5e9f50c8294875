"""Send a dossier to those who decide."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.actions.advance_dossier import advance
from certification.actions.move_dossier import move
from certification.evidence import eligibility_of_dossier
from certification.models import Dossier
from certification.refusals import AlreadySent, NotEligible, NotYours
from certification.rules import dossier_states


@transaction.atomic
def submit_dossier(*, dossier: Dossier, actor: User, answer: str = "") -> Dossier:
    """The dossier, sent; again after a complement was asked for, or a jury adjourned it or kept parts of it.

    `answer` is the candidate's word to the complement that was asked for. Everything that is theirs to bring must be
    there. Raises NotYours, AlreadySent or NotEligible, which names all that is missing.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if dossier.state not in dossier_states.CANDIDATES_TURN:
        raise AlreadySent
    eligibility = eligibility_of_dossier(dossier)
    if not eligibility.ready_to_send:
        raise NotEligible(eligibility)
    # What facts had not been seen to change meanwhile, a birthday for one.
    advance(dossier=dossier)

    now = timezone.now()
    waiting = dossier.complements.filter(answered_at=None)
    waiting.update(answer=answer.strip()[:2000], answered_at=now)
    dossier.submitted_at = now
    return move(
        dossier=dossier,
        event="submit",
        actor=actor,
        payload={"attestations": [fact.attestation for fact in eligibility.evidence]},
        also=["submitted_at"],
    )
