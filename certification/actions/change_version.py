"""Move a dossier to the version in force, at its candidate's wish."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from certification.actions.advance_dossier import advance
from certification.dossier_refusals import NoNewerVersion
from certification.models import Dossier, SchemeVersion
from certification.refusals import NotYours
from certification.versions import target_of


@transaction.atomic
def change_version(*, dossier: Dossier, actor: User, target: SchemeVersion) -> Dossier:
    """The dossier under this version, where facts put it by its rules. Never by anybody but its candidate, and only to
    the version that they were shown: `target` must still be the one in force.

    A signature given under the old rules is asked for again. Moved twice, it is moved once. Raises NotYours or
    NoNewerVersion.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if dossier.version_id == target.pk:
        return dossier
    if target_of(dossier) != target:
        raise NoNewerVersion
    before, dossier.version = dossier.version, target
    dossier.countersigned_at = None
    dossier.save(update_fields=["version", "countersigned_at"])
    LogEntry.objects.append(
        actor=actor,
        verb="dossier.version_changed",
        subject=dossier,
        structure=dossier.structure,
        payload={"from": before.label, "to": target.label, "scheme": target.scheme.code},
    )
    return advance(dossier=dossier)
