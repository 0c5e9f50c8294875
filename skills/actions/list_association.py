"""Write an association in the directory."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, Structure, User
from skills.models import Association
from skills.refusals import AlreadyListed, MissionRefused, NotYours
from skills.rules.missions import Problem, rna_of


@transaction.atomic
def list_association(*, association: Association, actor: User) -> Association:
    """The association as it is now, in the directory. Raises NotYours for whoever manages no structure, MissionRefused
    for a number that is none, AlreadyListed for one that another has."""
    if not (actor.is_superuser or Structure.objects.managed_by(actor).exists()):
        raise NotYours
    if association.rna.strip():
        if not (number := rna_of(association.rna)):
            raise MissionRefused(Problem.BAD_RNA)
        association.rna = number
        same = Association.objects.filter(listed=True, rna=number).exclude(pk=association.pk)
        if same.exists():
            raise AlreadyListed
    association.listed = True
    association.save()
    LogEntry.objects.append(
        actor=actor,
        verb="association.listed",
        subject=association,
        structure=None,
        payload={"name": association.name, "rna": association.rna},
    )
    return association
