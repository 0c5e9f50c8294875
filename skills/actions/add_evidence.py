"""Show what supports a mission."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.core.files.base import File
from django.db import transaction

from accounts.models import LogEntry, User
from certification.earned import earned_by
from skills import storage
from skills.actions.open_mission import own_mission
from skills.models import Claim, Evidence, Mission
from skills.refusals import Refused, TooMuchEvidence

#: Pieces of evidence of one mission, at most: a record is no archive.
MOST = 20


@dataclass(frozen=True)
class Shown:
    """What is shown, as its kind gathered it; `file` has been checked by its form."""

    kind: str
    title: str
    text: str = ""
    url: str = ""
    alt: str = ""
    public_id: str = ""
    file: File | None = None


@transaction.atomic
def add_evidence(*, mission: Mission, actor: User, shown: Shown, claims: Collection[Claim] = ()) -> Evidence:
    """The evidence, kept beside the mission, for these of its competencies.

    Raises NotYours, TooMuchEvidence, or Refused for a claim or a document that is not theirs. A file stored by a
    transaction that fails afterwards is removed.
    """
    mission = own_mission(mission, actor)
    if mission.evidence.count() >= MOST:
        raise TooMuchEvidence(MOST)
    wanted = {claim.pk for claim in claims}
    mine = set(Claim.objects.of(actor).filter(missions=mission, pk__in=wanted).values_list("pk", flat=True))
    if wanted != mine:
        raise Refused("claims")
    if shown.public_id and shown.public_id not in {one.public_id for one in earned_by(actor)}:
        raise Refused("document")
    made = Evidence(volunteer=actor, mission=mission, kind=shown.kind, title=shown.title[:150])
    made.text, made.url, made.alt, made.public_id = shown.text, shown.url, shown.alt, shown.public_id
    if shown.file is not None:
        made.original_name, made.file_bytes = shown.file.name[-150:], shown.file.size
        made.file_name = storage.keep(shown.file)
    try:
        with transaction.atomic():
            made.save()
            made.claims.set(mine)
            LogEntry.objects.append(
                actor=actor, verb="evidence.added", subject=made, structure=None, payload={"kind": made.kind}
            )
    except BaseException:
        if made.file_name:
            storage.forget(made.file_name)
        raise
    return made
