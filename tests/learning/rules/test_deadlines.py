"""Where somebody stands before a deadline."""

from datetime import UTC, datetime, timedelta

import pytest

from learning.rules.deadlines import SOON, Standing, standing, worst

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_in", "is_done", "expected"),
    [
        (timedelta(days=-3), True, Standing.DONE),
        (timedelta(0), False, Standing.LATE),
        (timedelta(seconds=1), False, Standing.SOON),
        (SOON, False, Standing.SOON),
        (SOON + timedelta(seconds=1), False, Standing.AHEAD),
    ],
)
def test_done_is_done_and_what_is_not_is_late_from_the_moment_due(due_in, is_done, expected):
    assert standing(due_at=NOW + due_in, now=NOW, is_done=is_done) == expected


def test_the_one_to_look_at_first_is_the_late_one():
    assert worst([Standing.DONE, Standing.LATE, Standing.SOON]) == Standing.LATE
    assert worst([Standing.DONE, Standing.AHEAD]) == Standing.AHEAD
    assert worst([]) is None
