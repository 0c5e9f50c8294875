"""Note that somebody of the structure saw a guardian's signed authorisation."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification.actions.advance_dossier import advance
from certification.actions.decide_dossier import may_decide_on
from certification.models import Dossier
from certification.refusals import AuthorisationMissing, MayNotDecide, NotAsked, TooLate
from certification.rules.dossier_states import UNDECIDED


@transaction.atomic
def see_guardian_authorisation(*, dossier: Dossier, actor: User, dated: date | None) -> Dossier:
    """The dossier with the day written on the authorisation and who saw it. Seen again, the last one stands.

    Raises MayNotDecide, NotAsked (the version asks for none), TooLate (decided) or AuthorisationMissing.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if not (answer := may_decide_on(dossier, actor)):
        raise MayNotDecide(answer)
    if not dossier.version.read().guardian_below_age:
        raise NotAsked
    if dossier.state not in UNDECIDED:
        raise TooLate(dossier)
    if dated is None or dated > timezone.localdate():
        raise AuthorisationMissing
    dossier.guardian_authorised_on, dossier.guardian_seen_by = dated, actor
    dossier.save(update_fields=["guardian_authorised_on", "guardian_seen_by"])
    LogEntry.objects.append(
        actor=actor,
        verb="dossier.guardian_seen",
        subject=dossier,
        structure=dossier.structure,
        payload={"dated": dated.isoformat()},
    )
    return advance(dossier=dossier)
