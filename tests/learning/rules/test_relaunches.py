from datetime import UTC, datetime, timedelta

import pytest

from learning.rules.relaunches import days_before_writing, is_due

NOW = datetime(2026, 11, 24, 6, 40, tzinfo=UTC)


def ago(days):
    return NOW - timedelta(days=days)


@pytest.mark.parametrize(
    ("delays", "days"), [([], 14), ([10], 10), ([21, 10], 10), ([None], None), ([None, 30], 30)]
)
def test_the_shortest_delay_of_the_groups_is_followed(delays, days):
    assert days_before_writing(delays) == days


@pytest.mark.parametrize(
    ("idle", "after", "written", "due"),
    [
        (13.9, 14, [], False),
        (14, 14, [], True),
        (90, None, [], False),
        (30, 14, [6.9], False),
        (30, 14, [7], True),
        (60, 14, [8, 15, 22], True),
        (60, 14, [8, 15, 22, 29], False),
        (20, 14, [30, 37, 44, 51], True),
    ],
    ids=[
        "too soon", "the day", "a group that never writes", "less than a week after", "a week after",
        "a fourth letter", "silence after four", "something was done since",
    ],
)  # fmt: skip
def test_whether_to_write_today(idle, after, written, due):
    told = [ago(days) for days in written]
    assert is_due(now=NOW, last_active_at=ago(idle), after_days=after, written_at=told) is due
