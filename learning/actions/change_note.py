"""Change the words of a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry

if TYPE_CHECKING:
    from learning.models import Note


@transaction.atomic
def change_note(*, note: Note, text: str) -> None:
    """Write the note anew; emptied, it stays as a bookmark. The same words again change nothing."""
    if note.text == text:
        return
    note.text = text
    note.save(update_fields=["text", "changed_at"])
    LogEntry.objects.append(actor=note.learner, verb="note.changed", subject=note, structure=None)
