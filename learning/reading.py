"""What a visitor has read, kept in their browser's session until an account claims it."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_datetime

if TYPE_CHECKING:
    from learning.models import StepPage

KEY = "reading"
# A session is kept in a row: somebody who reads everything, or a machine, must not make it grow without end.
MOST_STEPS = 200


@dataclass(frozen=True)
class ReadStep:
    """One step that a visitor said they had read: when, and which revision they had before them."""

    key: UUID
    at: datetime
    revision_id: int | None


def note_reading(session: MutableMapping[str, Any], step: StepPage) -> None:
    """Keep that this visitor read the step; the first time counts."""
    kept = dict(session.get(KEY, {}))
    if str(step.translation_key) in kept or len(kept) >= MOST_STEPS:
        return
    kept[str(step.translation_key)] = {"at": timezone.now().isoformat(), "revision": step.live_revision_id}
    session[KEY] = kept


def reading_in(session: MutableMapping[str, Any]) -> list[ReadStep]:
    """What this visitor has read, oldest first."""
    return [
        ReadStep(UUID(key), parse_datetime(one["at"]), one.get("revision"))
        for key, one in session.get(KEY, {}).items()
    ]


def forget_reading(session: MutableMapping[str, Any]) -> None:
    """Empty what was kept: an account has claimed it."""
    session.pop(KEY, None)
