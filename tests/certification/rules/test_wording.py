from datetime import date

import pytest

from certification.rules.wording import french_date, hours


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 22), "22 novembre 2026"),
        (date(2026, 1, 1), "1er janvier 2026"),
        (date(2026, 8, 31), "31 août 2026"),
        (date(2026, 12, 2), "2 décembre 2026"),
    ],
)
def test_a_day_is_written_as_one_says_it(day, words):
    assert french_date(day) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0\u00a0min"),
        (45, "45\u00a0min"),
        (60, "1\u00a0h"),
        (225, "3\u00a0h\u00a045"),
        (605, "10\u00a0h\u00a005"),
    ],
)
def test_minutes_become_hours_that_do_not_break(minutes, words):
    assert hours(minutes) == words
