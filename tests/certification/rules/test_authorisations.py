from datetime import date

import pytest

from certification.rules.authorisations import last_day, lasts_too_long

LAST_DAYS = [
    ("the eve of the anniversary", date(2025, 7, 5), 3, date(2028, 7, 4)),
    ("of the first day of a year", date(2025, 1, 1), 1, date(2025, 12, 31)),
    ("from 29 February to a year without", date(2024, 2, 29), 3, date(2027, 2, 28)),
    ("from 29 February to a year with one", date(2024, 2, 29), 4, date(2028, 2, 28)),
    ("up to the eve of 29 February's morrow", date(2025, 3, 1), 3, date(2028, 2, 29)),
]


@pytest.mark.parametrize(
    ("begins", "years", "ends"), [c[1:] for c in LAST_DAYS], ids=[c[0] for c in LAST_DAYS]
)
def test_it_lasts_until_the_eve_of_the_anniversary(begins, years, ends):
    assert last_day(begins, years) == ends


@pytest.mark.parametrize(
    ("ends", "years", "too_long"),
    [
        (date(2028, 7, 4), 3, False),
        (date(2028, 7, 5), 3, True),
        (date(2099, 1, 1), None, False),
        (date(2025, 7, 5), 1, False),
    ],
)
def test_one_day_more_is_too_long(ends, years, too_long):
    assert lasts_too_long(date(2025, 7, 5), ends, years) is too_long
