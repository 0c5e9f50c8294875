"""Write a draft of a scheme's rules."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import LogEntry, Structure, User
from certification.models import Scheme, SchemeVersion
from certification.rules.requirements import InvalidRequirements
from certification.scheme_refusals import (
    ChangedMeanwhile,
    CodeTaken,
    Damaged,
    LabelTaken,
    MayNotManage,
    Promised,
)


def check_manager(*, structure: Structure, actor: User) -> None:
    """Raise MayNotManage unless this person manages this structure today. Costs one query."""
    if not Structure.objects.managed_by(actor).filter(pk=structure.pk).exists():
        raise MayNotManage


@transaction.atomic
def write_draft(*, version: SchemeVersion, actor: User, seen: str = "") -> SchemeVersion:
    """The draft, kept as it was filled in; a new scheme with its first one.

    `seen` is the `stamp` of the draft as this person opened it: where somebody else changed it since, nothing is
    written. Raises MayNotManage, Damaged, Promised, ChangedMeanwhile, LabelTaken or CodeTaken.
    """
    scheme = version.scheme
    check_manager(structure=scheme.structure, actor=actor)
    try:
        version.read()
    except InvalidRequirements as reason:
        raise Damaged(str(reason)) from reason
    new = version._state.adding
    if not new:
        kept = SchemeVersion.objects.select_for_update(no_key=True).get(pk=version.pk)
        if not kept.draft:
            raise Promised
        if seen and kept.stamp != seen:
            raise ChangedMeanwhile
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
