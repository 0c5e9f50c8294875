"""What a visitor's session keeps of their reading."""

from types import SimpleNamespace
from uuid import uuid4

from learning.reading import MOST_STEPS, forget_reading, note_reading, reading_in


def step(revision=7):
    return SimpleNamespace(translation_key=uuid4(), live_revision_id=revision)


def test_the_first_reading_of_a_step_counts():
    session, one = {}, step()
    note_reading(session, one)
    first = reading_in(session)
    one.live_revision_id = 8
    note_reading(session, one)

    assert reading_in(session) == first
    assert (first[0].key, first[0].revision_id) == (one.translation_key, 7)


def test_a_session_does_not_grow_without_end():
    session = {}
    for _each in range(MOST_STEPS + 5):
        note_reading(session, step())
    assert len(reading_in(session)) == MOST_STEPS


def test_what_was_claimed_is_forgotten():
    session = {}
    note_reading(session, step())
    forget_reading(session)
    assert reading_in(session) == []
    forget_reading(session)
