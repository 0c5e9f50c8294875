"""One letter at a time, the nearest, never on the day of granting nor long after the end."""

from datetime import date, timedelta

import pytest

from certification.rules.reminders import LATE_DAYS, OVER, due_reminder

GRANTED, LAST = date(2023, 11, 27), date(2026, 11, 26)


@pytest.mark.parametrize(
    ("left", "due"),
    [
        (91, None),
        (90, 90),
        (31, 90),
        (30, 30),
        (7, 7),
        (0, 7),
        (-1, OVER),
        (-LATE_DAYS, OVER),
        (-LATE_DAYS - 1, None),
    ],
)
def test_the_nearest_of_the_days_that_were_reached(left, due):
    today = LAST - timedelta(days=left)
    assert due_reminder(granted_on=GRANTED, expires_on=LAST, days=(7, 90, 30), today=today) == due


def test_a_certificate_that_stands_for_a_month_is_not_reminded_of_at_once():
    granted = LAST - timedelta(days=30)
    for today in (granted, granted + timedelta(days=22)):
        assert due_reminder(granted_on=granted, expires_on=LAST, days=(90, 30), today=today) is None


def test_without_days_only_its_end_is_told():
    assert due_reminder(granted_on=GRANTED, expires_on=LAST, days=(), today=LAST) is None
    late = LAST + timedelta(days=1)
    assert due_reminder(granted_on=GRANTED, expires_on=LAST, days=(), today=late) == OVER
