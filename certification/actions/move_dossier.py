"""Move a dossier from one state to the next."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from certification.models import Dossier
from certification.rules import dossier_states, due_times


def move(
    *,
    dossier: Dossier,
    event: str,
    actor: User | None,
    payload: dict[str, Any] | None = None,
    also: Collection[str] = (),
) -> Dossier:
    """The dossier in the state that follows this event, with its due time and its log line: the one way there is.

    `dossier` is locked by whoever calls (`Dossier.objects.locked()`), or not kept yet: it is then. `also` names the
    fields that the caller changed, kept in the same writing. Without an actor, facts moved it. Raises
    IllegalTransition.
    """
    before = dossier_states.NOTHING if dossier._state.adding else dossier.state
    dossier.state = dossier_states.after(before, event)
    deadlines = dossier.version.read().deadlines
    dossier.due_on = due_times.due_on(dossier.state, deadlines, timezone.localdate())
    dossier.reminded_at = None
    with transaction.atomic(savepoint=False):
        changed = None if dossier._state.adding else {"state", "due_on", "reminded_at", *also}
        dossier.save(update_fields=changed)
        LogEntry.objects.append(
            actor=actor,
            verb=f"dossier.{dossier.state}",
            subject=dossier,
            structure=dossier.structure,
            payload={
                "scheme": dossier.version.scheme.code,
                "version": dossier.version.label,
                "event": event,
                "from": before,
            }
            | (payload or {}),
        )
    return dossier
