"""When mail is tried again: no database."""

from datetime import timedelta

from accounts.rules.retries import LONGEST_WAIT, wait_after


def test_the_first_tries_come_soon_and_each_wait_doubles():
    assert [wait_after(tries) for tries in (1, 2, 3, 4)] == [timedelta(minutes=m) for m in (1, 2, 4, 8)]


def test_no_wait_is_longer_than_six_hours():
    assert wait_after(12) == wait_after(200) == LONGEST_WAIT


def test_twenty_tries_outlast_a_weekend():
    assert (
        timedelta(days=2)
        < sum((wait_after(tries) for tries in range(1, 21)), timedelta())
        < timedelta(days=5)
    )
