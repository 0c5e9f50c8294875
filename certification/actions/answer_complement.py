"""Answer a request for a complement."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from certification.actions.submit_dossier import submit_dossier
from certification.models import Dossier
from certification.refusals import AlreadySent, AnswerMissing, NotYours


@transaction.atomic
def answer_complement(*, dossier: Dossier, actor: User, answer: str) -> Dossier:
    """The dossier, sent again with the candidate's word on what was missing.

    Raises NotYours, AlreadySent, AnswerMissing, or NotEligible where something of theirs is still missing.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if dossier.state != Dossier.State.MORE_INFO:
        raise AlreadySent
    if not answer.strip():
        raise AnswerMissing
    return submit_dossier(dossier=dossier, actor=actor, answer=answer)
