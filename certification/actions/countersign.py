"""Sign one's livret: the candidate's word that what it says is true."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification.actions.advance_dossier import advance
from certification.dossier_refusals import NotAskedFor, NotNow, RestMissing
from certification.evidence import eligibility_of_dossier
from certification.models import Dossier
from certification.refusals import NotYours
from certification.rules.dossier_states import CANDIDATES_TURN
from certification.rules.eligibility import CANDIDATE, as_record


@transaction.atomic
def countersign(*, dossier: Dossier, actor: User) -> Dossier:
    """The dossier, whose livret its candidate signed as it stands; signed again, nothing changes.

    Everything else that is theirs to bring must be there. The log keeps which attestations they signed for. Raises
    NotYours, NotNow, NotAskedFor or RestMissing.
    """
    dossier = Dossier.objects.locked().get(pk=dossier.pk)
    if dossier.candidate_id != actor.pk:
        raise NotYours
    if dossier.state not in CANDIDATES_TURN:
        raise NotNow
    if not dossier.version.read().countersignature:
        raise NotAskedFor
    if dossier.countersigned_at is not None:
        return dossier
    eligibility = eligibility_of_dossier(dossier)
    if any(one.whose == CANDIDATE and one.kind != "countersignature" for one in eligibility.missing):
        raise RestMissing
    dossier.countersigned_at = timezone.now()
    dossier.save(update_fields=["countersigned_at"])
    LogEntry.objects.append(
        actor=actor,
        verb="dossier.countersigned",
        subject=dossier,
        structure=dossier.structure,
        payload={
            "attestations": [fact.attestation for fact in eligibility.evidence],
            "practice": [one["days"] for one in as_record(eligibility)["practices"] if one["confirmed"]],
        },
    )
    return advance(dossier=dossier)
