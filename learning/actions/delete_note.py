"""Delete a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry

if TYPE_CHECKING:
    from learning.models import Note


@transaction.atomic
def delete_note(*, note: Note) -> None:
    """Forget this note for good: only the log says that there was one."""
    LogEntry.objects.append(actor=note.learner, verb="note.deleted", subject=note, structure=None)
    note.delete()
