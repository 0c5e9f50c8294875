from datetime import date

import pytest

from certification.rules.validity import last_day


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
