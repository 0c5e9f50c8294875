"""Ask a candidate for what their dossier lacks."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from certification import letters
from certification.actions.decide_dossier import may_decide_on
from certification.actions.move_dossier import move
from certification.models import Complement, Dossier
from certification.refusals import MayNotDecide, NothingTicked, TooLate
from certification.rules.dossier_states import IllegalTransition

#: The most things asked for at once, and their length.
MOST_ITEMS, LONGEST_ITEM = 30, 300


def tidy(items: Iterable[str]) -> list[str]:
    """What is missing, each once, without the space around."""
    found = dict.fromkeys(item.strip()[:LONGEST_ITEM] for item in items)
    return [item for item in found if item][:MOST_ITEMS]


@transaction.atomic
def ask_complement(*, dossier: Dossier, actor: User, items: Iterable[str], message: str = "") -> Complement:
    """The request: what was ticked, what was written, until when; the candidate gets a letter.

    `items` are slugs of requirements, or words of staff. Raises MayNotDecide, NothingTicked or TooLate.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if not (answer := may_decide_on(dossier, actor)):
        raise MayNotDecide(answer)
    asked, message = tidy(items), message.strip()[:2000]
    if not asked and not message:
        raise NothingTicked
    try:
        move(dossier=dossier, event="ask_more", actor=actor, payload={"items": asked})
    except IllegalTransition as late:
        raise TooLate(Dossier.objects.get(pk=dossier.pk)) from late
    complement = Complement.objects.create(
        dossier=dossier, items=asked, message=message, asked_by=actor, due_on=dossier.due_on
    )
    letters.send(
        "complement_asked",
        to=dossier.candidate,
        structure=dossier.structure,
        dossier=dossier,
        complement=complement,
    )
    return complement
