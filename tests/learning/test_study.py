"""One module before one person: states, what is next, where to go on."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from learning.study import OutlineRow, Study

ROWS = [OutlineRow(pk, uuid4(), f"Étape {pk}", f"etape-{pk}", 10, True, "book-open") for pk in (1, 2, 3)]
ENROLLED = SimpleNamespace(completed_at=None, left_at=None, enrolled_at=1)
FINISHED = SimpleNamespace(completed_at=5, left_at=None, enrolled_at=1)


def study(*done: int, enrolment=ENROLLED) -> Study:
    done_at = {row.key: row.pk + 1 for row in ROWS if row.pk in done}
    return Study(module=None, url="/m/", outline=ROWS, enrolment=enrolment, done_at=done_at)


@pytest.mark.parametrize(
    ("done", "states"),
    [
        ((), ["now", "todo", "todo"]),
        ((1,), ["done", "now", "todo"]),
        ((2,), ["todo", "done", "now"]),
        ((1, 2, 3), ["done", "done", "done"]),
    ],
)
def test_only_the_next_step_is_under_way(done, states):
    assert study(*done).states == states


def test_a_visitor_has_nothing_under_way():
    assert study(enrolment=None).states == ["todo"] * 3


def test_a_finished_module_is_drawn_whole_whatever_was_added():
    assert study(1, enrolment=FINISHED).states == ["done"] * 3


@pytest.mark.parametrize(
    ("done", "after", "url"),
    [
        ((1,), 1, "/m/etape-2/"),
        ((1, 2), 1, "/m/etape-3/"),
        ((2, 3), 3, "/m/etape-1/"),
        ((1, 2, 3), 3, "/m/#suite"),
        ((1, 2, 3), 1, "/m/#suite"),
        ((1,), 99, "/m/etape-2/"),
    ],
)
def test_one_goes_on_with_what_is_left_to_do(done, after, url):
    assert study(*done).onward_from(SimpleNamespace(pk=after)) == url


@pytest.mark.parametrize(("after", "url"), [(1, "/m/etape-2/"), (3, "/m/#suite"), (99, "/m/#suite")])
def test_a_visitor_goes_on_in_order(after, url):
    assert study(enrolment=None).onward_from(SimpleNamespace(pk=after)) == url


def test_the_last_thing_done_dates_the_activity():
    assert study().last_active_at == 1
    assert study(1, 3).last_active_at == 4
    assert study(enrolment=None).last_active_at is None


def test_steps_are_found_by_page_and_by_key():
    one = study()
    assert one.step(SimpleNamespace(pk=2)).number == 2
    assert one.step(SimpleNamespace(pk=9)) is None
    assert one.step_of(ROWS[2].key).title == "Étape 3"
    assert one.around(SimpleNamespace(pk=2))[0].pk == 1
    assert one.minutes == 30
    assert one.required_count == 3
