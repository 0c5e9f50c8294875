"""Draft the next version of a framework."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Max

from accounts.models import LogEntry, Structure, User
from skills.models import Framework
from skills.refusals import NotYours


@transaction.atomic
def draft_framework(*, source: Framework, structure: Structure | None, actor: User) -> Framework:
    """The draft of the version after the last, for this structure (None: everybody), holding what `source` says.

    The draft there is, where one waits already. Raises NotYours.
    """
    if not may_write(structure, actor):
        raise NotYours
    versions = Framework.objects.select_for_update(no_key=True).filter(structure=structure, code=source.code)
    if (waiting := versions.filter(published_at=None).first()) is not None:
        return waiting
    last = versions.aggregate(last=Max("number"))["last"] or 0
    draft = Framework.objects.create(
        code=source.code,
        number=last + 1,
        title=source.title,
        structure=structure,
        content=source.content.get_prep_value(),
    )
    LogEntry.objects.append(
        actor=actor,
        verb="framework.drafted",
        subject=draft,
        structure=structure,
        payload={"code": draft.code, "number": draft.number, "from": source.pk},
    )
    return draft


def may_write(structure: Structure | None, actor: User) -> bool:
    """Whether this person writes the frameworks of the structure; everybody's are the administrator's."""
    if actor.is_superuser:
        return True
    return structure is not None and Structure.objects.managed_by(actor).filter(pk=structure.pk).exists()
