"""A note written anew."""

from uuid import uuid4

import pytest

from accounts.models import LogEntry
from learning.actions.change_note import change_note
from learning.actions.write_note import write_note


@pytest.fixture
def note(ada, sequence):
    return write_note(learner=ada, step=sequence, text="À revoir", token=uuid4())


@pytest.mark.parametrize(("text", "lines"), [("À revoir", 0), ("Revu", 1), ("", 1)])
def test_only_other_words_change_it(note, ada, text, lines):
    before = note.changed_at
    change_note(note=note, text=text)
    note.refresh_from_db()
    assert (note.text, note.changed_at > before) == (text, bool(lines))
    assert LogEntry.objects.filter(verb="note.changed", actor=ada).count() == lines
