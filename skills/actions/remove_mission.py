"""Remove a mission from one's record."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from skills.actions.choose_competencies import without_support
from skills.actions.open_mission import own_mission
from skills.actions.remove_evidence import forget_files
from skills.models import Association, Attestation, Mission
from skills.querysets import AttestationQuerySet


def close_words(attestations: AttestationQuerySet, reason: str) -> None:
    """Forget these words with what they are about; of those still awaited, leave why their link is closed."""
    attestations.answered().forget()
    attestations.close(reason)
    attestations.empty()


@transaction.atomic
def remove_mission(*, mission: Mission, actor: User) -> None:
    """Forget the mission, the words on it, what it alone supported, and the association that was added for it alone.

    Raises NotYours.
    """
    mission = own_mission(mission, actor)
    LogEntry.objects.append(actor=actor, verb="mission.removed", subject=mission, structure=None)
    association = mission.association
    forget_files(mission.evidence.values_list("file_name", flat=True))
    close_words(mission.attestations.all(), Attestation.State.WITHDRAWN)
    mission.delete()
    without_support(actor).delete()
    Association.objects.filter(pk=association.pk, listed=False, mission=None).delete()
