"""Tell what a scheme asks a candidate of themselves."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification.actions.advance_dossier import advance
from certification.dossier_refusals import BirthDateRefused, GuardianRefused, NotAskedFor, NotNow
from certification.models import Dossier
from certification.refusals import NotYours
from certification.rules import details
from certification.rules.dossier_states import CANDIDATES_TURN
from certification.rules.practice import is_the_candidate


@transaction.atomic
def give_details(*, dossier: Dossier, actor: User, given: dict[str, Any]) -> Dossier:
    """The dossier with these fields of `rules.details.asked`; facts may then move it.

    A guardian's authorisation that was seen is to be seen again once the guardian or the birth date changes. Only the
    names of what changed are logged. Raises NotYours, NotNow, NotAskedFor, BirthDateRefused or GuardianRefused.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if dossier.state not in CANDIDATES_TURN:
        raise NotNow
    asked = details.asked(dossier.version.read())
    if not asked or set(given) - set(asked):
        raise NotAskedFor
    born: date | None = given.get("birth_date")
    if born is not None and not details.is_believable(born, timezone.localdate()):
        raise BirthDateRefused
    if given.get("guardian_name") and is_the_candidate(
        tutor_name=given["guardian_name"],
        tutor_email=given.get("guardian_email", ""),
        candidate_name=actor.display_name,
        candidate_emails=[actor.email],
    ):
        raise GuardianRefused
    changed = sorted(name for name, value in given.items() if getattr(dossier, name) != value)
    if not changed:
        return dossier
    for name in changed:
        setattr(dossier, name, given[name])
    fields = set(changed)
    if fields & {"birth_date", "guardian_name"}:
        dossier.guardian_authorised_on = dossier.guardian_seen_by = None
        fields |= {"guardian_authorised_on", "guardian_seen_by"}
    dossier.save(update_fields=fields)
    LogEntry.objects.append(
        actor=actor,
        verb="dossier.details",
        subject=dossier,
        structure=dossier.structure,
        payload={"fields": changed},
    )
    return advance(dossier=dossier)
