"""Answer an appeal against a refusal."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification import letters
from certification.actions.decide_dossier import may_decide_on
from certification.actions.move_dossier import move
from certification.models import Appeal, Dossier
from certification.refusals import MayNotDecide, ReasonMissing, TooLate
from certification.rules.separation import MayDecide, may_answer_appeal


def may_answer_on(appeal: Appeal, actor: User) -> MayDecide:
    """Whether this person may answer this appeal, today. Costs one query."""
    answer = may_decide_on(appeal.dossier, actor)
    return may_answer_appeal(answer, decider_id=actor.pk, refused_by_id=appeal.refused_by_id)


@transaction.atomic
def answer_appeal(*, dossier: Dossier, actor: User, accepted: bool, answer: str) -> Appeal:
    """The answer. Accepted, the dossier is reviewed again as if it had just been sent, the refusal kept in the log; not
    accepted, the refusal stands and no other appeal runs.

    Raises MayNotDecide, TooLate or ReasonMissing.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    appeal = dossier.appeals.filter(answered_at=None).first()
    if appeal is None or dossier.state != Dossier.State.APPEALED:
        raise TooLate(dossier)
    appeal.dossier = dossier
    if not (may := may_answer_on(appeal, actor)):
        raise MayNotDecide(may)
    answer = answer.strip()[:3000]
    if not answer:
        raise ReasonMissing
    appeal.accepted, appeal.answer = accepted, answer
    appeal.answered_by, appeal.answered_at = actor, timezone.now()
    appeal.save()
    if accepted:
        refusal = {"refusal": dossier.reason, "refused_by": appeal.refused_by_id}
        dossier.reason, dossier.record = "", {}
        dossier.decided_at = dossier.decided_by = None
        also = ["reason", "record", "decided_at", "decided_by"]
        move(dossier=dossier, event="review_again", actor=actor, payload=refusal, also=also)
    else:
        move(dossier=dossier, event="uphold", actor=actor)
        dossier.due_on = None
        dossier.save(update_fields=["due_on"])
    letters.send(
        "appeal_answered",
        to=dossier.candidate,
        structure=dossier.structure,
        dossier=dossier,
        appeal=appeal,
    )
    return appeal
