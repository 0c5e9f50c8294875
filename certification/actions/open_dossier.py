"""Open a dossier."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from certification.actions.advance_dossier import advance
from certification.actions.move_dossier import move
from certification.models import Dossier, SchemeVersion
from certification.refusals import NotInForce


def open_one(actor: User, version: SchemeVersion) -> Dossier | None:
    """The person's dossier that is still open for any version of this scheme. Costs one query."""
    found = Dossier.objects.by(actor).open().filter(version__scheme=version.scheme, renews=None)
    return found.with_people().first()


@transaction.atomic
def open_dossier(*, version: SchemeVersion, actor: User) -> Dossier:
    """The person's open dossier for this scheme, opened now if there was none.

    It needs nothing but the wish; where nothing is asked of the person, facts take it further at once. Opened twice at
    once it is opened once. Raises NotInForce.
    """
    # One at a time for each person: two clicks at once would each see no dossier.
    User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if dossier := open_one(actor, version):
        return dossier
    if not SchemeVersion.objects.in_force(timezone.localdate()).filter(pk=version.pk).exists():
        raise NotInForce
    dossier = Dossier(candidate=actor, structure=version.scheme.structure, version=version, submitted_at=None)
    move(dossier=dossier, event="open", actor=actor)
    return advance(dossier=dossier)
