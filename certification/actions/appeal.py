"""Appeal a refusal."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.actions.move_dossier import move
from certification.dossier_refusals import AnotherOpen, GroundsMissing, TooLateToAppeal
from certification.models import Appeal, Dossier
from certification.refusals import NotYours
from certification.rules.details import may_appeal


@transaction.atomic
def appeal(*, dossier: Dossier, actor: User, grounds: str) -> Appeal:
    """The appeal, which somebody else than who refused will answer. Within the time that the version gives, its last
    day included, and once.

    Raises NotYours, TooLateToAppeal, GroundsMissing, or AnotherOpen where another dossier was opened since.
    """
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)  # against a dossier opened at this moment
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if not may_appeal(state=dossier.state, due_on=dossier.due_on, today=timezone.localdate()):
        raise TooLateToAppeal
    if not grounds.strip():
        raise GroundsMissing
    if Dossier.objects.by(actor).open().filter(version__scheme=dossier.version.scheme).exists():
        raise AnotherOpen
    made = Appeal.objects.create(
        dossier=dossier, grounds=grounds.strip()[:3000], refused_by=dossier.decided_by
    )
    move(dossier=dossier, event="appeal", actor=actor, payload={"appeal": made.pk})
    return made
