"""What is believed of the time that a page says it was read."""

import pytest

from learning.rules.reading_time import MOST_SECONDS_A_DAY, seconds_believed


@pytest.mark.parametrize(
    ("claimed", "since_last", "kept", "days", "believed"),
    [
        (20, None, 0, 1, 20),
        (9999, None, 0, 1, 30),
        (30, 31.2, 30, 1, 30),
        (9999, 12.9, 30, 1, 12),
        (9999, 0, 30, 1, 0),
        (30, -5, 30, 1, 0),
        (-30, 60, 30, 1, 0),
        (9999, 9999, MOST_SECONDS_A_DAY - 10, 1, 10),
        (9999, 9999, MOST_SECONDS_A_DAY + 10, 1, 0),
        (100, 9999, MOST_SECONDS_A_DAY, 2, 100),
    ],
)
def test_no_more_is_believed_than_the_clock_and_the_day_allow(claimed, since_last, kept, days, believed):
    assert seconds_believed(claimed=claimed, since_last=since_last, kept=kept, days=days) == believed
