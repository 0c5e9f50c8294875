from datetime import date

import pytest

from certification.rules.age_bands import BANDS, UNKNOWN, age_on, band_of

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("birth", "band"),
    [
        (date(2026, 11, 26), "0-17"),
        (date(2008, 11, 27), "0-17"),
        (date(2008, 11, 26), "18-25"),
        (date(2000, 11, 27), "18-25"),
        (date(2000, 11, 26), "26-39"),
        (date(1986, 11, 27), "26-39"),
        (date(1986, 11, 26), "40-59"),
        (date(1966, 11, 26), "60+"),
        (date(1900, 1, 1), "60+"),
        (date(2026, 11, 27), UNKNOWN),
        (None, UNKNOWN),
    ],
)
def test_a_birthday_changes_the_band_on_its_day(birth, band):
    assert band_of(birth, DAY) == band
    assert band in (*BANDS, UNKNOWN)


def test_who_is_born_on_29_february_is_older_on_1_march():
    birth = date(2008, 2, 29)
    assert age_on(date(2026, 2, 28), birth) == 17
    assert age_on(date(2026, 3, 1), birth) == 18
