from datetime import date

import pytest

from certification.rules.validity import last_day, months_before, renewed_last_day


@pytest.mark.parametrize(
    ("granted_on", "months", "last"),
    [
        (date(2026, 11, 26), 36, date(2029, 11, 25)),
        (date(2026, 11, 26), 1, date(2026, 12, 25)),
        (date(2026, 12, 1), 12, date(2027, 11, 30)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 28)),
    ],
)
def test_the_day_before_the_same_day_is_the_last(granted_on, months, last):
    assert last_day(granted_on, months) == last


@pytest.mark.parametrize(
    ("day", "months", "earlier"),
    [
        (date(2026, 11, 25), 6, date(2026, 5, 25)),
        (date(2027, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 3, 15), 3, date(2025, 12, 15)),
        (date(2026, 3, 15), 0, date(2026, 3, 15)),
    ],
)
def test_so_many_months_before(day, months, earlier):
    assert months_before(day, months) == earlier


@pytest.mark.parametrize(
    ("granted", "before", "last"),
    [
        (date(2026, 9, 1), date(2026, 11, 25), date(2029, 11, 25)),  # early: nothing is lost
        (date(2026, 11, 26), date(2026, 11, 25), date(2029, 11, 25)),
        (date(2027, 2, 1), date(2026, 11, 25), date(2030, 1, 31)),  # late: from the day it is granted
        (date(2026, 9, 1), None, date(2029, 8, 31)),
    ],
)
def test_a_renewed_one_begins_where_the_other_ends(granted, before, last):
    assert renewed_last_day(granted, 36, before=before) == last
