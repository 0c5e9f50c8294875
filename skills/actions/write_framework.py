"""Write the draft of a framework."""

from __future__ import annotations

from django.db import transaction

from accounts.models import LogEntry, User
from skills.actions.draft_framework import may_write
from skills.models import Framework
from skills.refusals import AlreadyInForce, NotYours


@transaction.atomic
def write_framework(*, framework: Framework, actor: User) -> Framework:
    """Keep the draft as it is now: its title and its content. Raises NotYours or AlreadyInForce."""
    kept = Framework.objects.select_for_update(no_key=True, of=("self",)).get(pk=framework.pk)
    if not may_write(kept.structure, actor):
        raise NotYours
    if not kept.is_draft:
        raise AlreadyInForce
    framework.save(update_fields=["title", "content"])
    LogEntry.objects.append(
        actor=actor,
        verb="framework.written",
        subject=framework,
        structure=kept.structure,
        payload={"code": kept.code, "number": kept.number},
    )
    return framework
