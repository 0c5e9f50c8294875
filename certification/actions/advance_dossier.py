"""Let facts move dossiers that are being prepared."""

from __future__ import annotations

from django.db import transaction

from accounts.models import Structure, User
from certification.actions.move_dossier import move
from certification.evidence import eligibility_of_dossier
from certification.models import Dossier
from certification.rules.dossier_states import PREPARATION
from certification.rules.preparation import may_register, state_for


@transaction.atomic
def advance_dossier(*, dossier: Dossier) -> Dossier:
    """The dossier where today's facts put it; untouched outside preparation. Safe to repeat, at any time."""
    return advance(dossier=Dossier.objects.locked().get(pk=dossier.pk))


@transaction.atomic
def advance_dossiers(*, candidate: User, structure: Structure) -> list[Dossier]:
    """The same for all that somebody prepares here, after a fact of theirs changed. Costs one query where there is
    none."""
    preparing = Dossier.objects.locked().by(candidate).of(structure).preparing()
    return [advance(dossier=dossier) for dossier in preparing]


def advance(*, dossier: Dossier) -> Dossier:
    """The same for a dossier that the caller has locked."""
    if dossier.state == Dossier.State.CANDIDATURE:
        if not may_register(dossier.version.read(), birth_date=dossier.birth_date):
            return dossier
        move(dossier=dossier, event="register", actor=None)
    if dossier.state not in PREPARATION:
        return dossier
    state = state_for(eligibility_of_dossier(dossier))
    if state == "registered":
        state = dossier.state if dossier.state == "registered" else "theory"  # who lost everything began once
    if state != dossier.state:
        move(dossier=dossier, event=f"reach_{state}", actor=None)
    return dossier
