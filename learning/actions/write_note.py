"""Write a note, or put a bookmark, on a step or on one of its passages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from accounts.models import LogEntry
from learning.models.place import Note

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import StepPage


@transaction.atomic
def write_note(
    *, learner: User, step: StepPage, token: UUID, text: str = "", block: str = "", passage: str = ""
) -> Note:
    """The note of this form, written once: a second POST finds the first. Without ``text`` it is a bookmark.

    The log says that there is a note, and neither its words nor where it stands.
    """
    mine = Note.objects.by(learner)
    if (written := mine.filter(token=token).first()) is not None:
        return written
    note = Note(
        learner=learner,
        module_key=step.module.translation_key,
        module_title=step.module.title,
        step_id=step.pk,
        step_key=step.translation_key,
        step_title=step.title,
        block=block,
        passage=passage,
        text=text,
        token=token,
    )
    # Of two POSTs at once, the second finds the row there and leaves it.
    Note.objects.bulk_create([note], ignore_conflicts=True)
    note = mine.get(token=token)
    LogEntry.objects.append(actor=learner, verb="note.written", subject=note, structure=None)
    return note
