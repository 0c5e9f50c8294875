"""When work may be written and handed in, and whether it is late."""

from datetime import UTC, datetime, timedelta

import pytest

from learning.rules.handing_in import (
    ACCEPT,
    ACCEPTED,
    DRAFT,
    HANDED_IN,
    MARK,
    REFUSE,
    TO_REDO,
    Refusal,
    due_moment,
    is_last,
    is_late,
    refusal_to_hand_in,
    refusal_to_write,
)

ENROLLED = datetime(2026, 11, 1, 9, tzinfo=UTC)
DUE = datetime(2026, 11, 26, 23, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"due_days": 14}, ENROLLED + timedelta(days=14)),
        ({"due_days": 0}, ENROLLED),
        ({"group_due_at": DUE}, DUE),
        # The group's comes first, be it later or sooner.
        ({"group_due_at": DUE, "due_days": 14}, DUE),
        ({"group_due_at": DUE, "due_days": 300}, DUE),
        # Who completes their work is not pressed.
        ({"number": 2, "group_due_at": DUE, "due_days": 14}, None),
    ],
)
def test_the_deadline_is_the_groups_or_counted_from_the_enrolment_the_first_time(given, expected):
    usual = {"number": 1, "group_due_at": None, "enrolled_at": ENROLLED, "due_days": None}
    assert due_moment(**usual | given) == expected


@pytest.mark.parametrize(
    ("policy", "due_at", "now", "expected"),
    [
        (MARK, DUE, DUE, False),
        (MARK, DUE, DUE + SECOND, True),
        (MARK, None, DUE, False),
        (ACCEPT, DUE, DUE + SECOND, False),
        (REFUSE, DUE, DUE + SECOND, False),
    ],
)
def test_work_is_marked_as_late_only_where_the_author_says_so(policy, due_at, now, expected):
    assert is_late(due_at=due_at, now=now, policy=policy) is expected


@pytest.mark.parametrize(
    ("last_state", "last_number", "resubmissions", "expected"),
    [
        (None, 0, 0, None),
        (None, 0, 1, None),
        (DRAFT, 1, 1, None),
        (DRAFT, 2, 1, None),  # the last one, being written
        (HANDED_IN, 1, 0, Refusal.WAITING),
        (ACCEPTED, 1, 0, Refusal.ALREADY_ACCEPTED),
        (ACCEPTED, 2, 1, Refusal.ALREADY_ACCEPTED),
        (TO_REDO, 1, 1, None),
        (TO_REDO, 2, 1, Refusal.NONE_LEFT),
        (TO_REDO, 2, 2, None),
        (TO_REDO, 3, 2, Refusal.NONE_LEFT),
        (TO_REDO, 40, 0, None),  # no limit
    ],
)
def test_one_writes_unless_the_work_waits_is_accepted_or_was_the_last(
    last_state, last_number, resubmissions, expected
):
    found = refusal_to_write(last_state=last_state, last_number=last_number, resubmissions=resubmissions)
    assert found == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, None),
        ({"file_count": 0}, None),
        ({"has_text": False}, None),
        ({"has_text": False, "file_count": 0}, Refusal.EMPTY),
        ({"now": DUE}, None),
        ({"now": DUE + SECOND}, Refusal.TOO_LATE),
        ({"now": DUE + SECOND, "policy": MARK}, None),
        ({"now": DUE + SECOND, "policy": ACCEPT}, None),
        ({"now": DUE + SECOND, "due_at": None}, None),
        ({"has_text": False, "file_count": 0, "now": DUE + SECOND}, Refusal.EMPTY),
    ],
)
def test_a_draft_with_something_in_it_is_taken_until_a_deadline_that_refuses(given, expected):
    usual = {"has_text": True, "file_count": 1, "due_at": DUE, "now": DUE - SECOND, "policy": REFUSE}
    assert refusal_to_hand_in(**usual | given) == expected


@pytest.mark.parametrize(
    ("number", "resubmissions", "expected"),
    [(1, 0, False), (99, 0, False), (1, 1, False), (2, 1, True), (2, 2, False), (3, 2, True)],
)
def test_the_last_time_is_the_one_after_as_many_resubmissions(number, resubmissions, expected):
    assert is_last(number=number, resubmissions=resubmissions) is expected
