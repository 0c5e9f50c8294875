"""Put a bookmark on a step or on one of its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from learning.actions.write_note import write_note
from learning.models.place import Note

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import StepPage


@transaction.atomic
def bookmark(*, learner: User, step: StepPage, token: UUID, block: str = "", passage: str = "") -> Note:
    """The person's bookmark at this place: the one already there, or a new one."""
    here = Note.objects.by(learner).bookmarks().filter(step_key=step.translation_key, block=block).first()
    return here or write_note(learner=learner, step=step, token=token, block=block, passage=passage)
