"""Write a draft of a scheme's rules."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import LogEntry, Membership, Structure, User
from accounts.rules.roles import MANAGER
from certification.models import Scheme, SchemeVersion
from certification.scheme_refusals import CodeTaken, LabelTaken, MayNotManage, Promised


def check_manager(*, structure: Structure, actor: User) -> None:
    """Raise MayNotManage unless this person manages this structure today. Costs one query."""
    held = Membership.objects.held_by(actor).of(structure).current().filter(role=MANAGER)
    if not (actor.is_superuser or held.exists()):
        raise MayNotManage


@transaction.atomic
def write_draft(*, version: SchemeVersion, actor: User) -> SchemeVersion:
    """The draft, kept as it was filled in; a new scheme with its first one.

    The version was checked (`full_clean`) by whoever filled it in. Raises MayNotManage, Promised, LabelTaken or
    CodeTaken.
    """
    scheme = version.scheme
    check_manager(structure=scheme.structure, actor=actor)
    new = version._state.adding
    if not new and not SchemeVersion.objects.select_for_update().get(pk=version.pk).draft:
        raise Promised
    if scheme._state.adding:
        _keep(scheme, CodeTaken(scheme.code))
        version.scheme = scheme
    version.draft = True
    _keep(version, LabelTaken(version.label))
    LogEntry.objects.append(
        actor=actor,
        verb="scheme.drafted" if new else "scheme.draft_changed",
        subject=version,
        structure=scheme.structure,
        payload={"scheme": scheme.code, "version": version.label},
    )
    return version


def _keep(row: Scheme | SchemeVersion, taken: Exception) -> None:
    """Keep it, or say that its name is taken."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise taken from None
