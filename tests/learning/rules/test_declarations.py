"""What may be declared of something done elsewhere, and how it may be answered."""

from datetime import date, timedelta

import pytest

from learning.rules.declarations import MOST_MINUTES, OLDEST, Refusal, refusal_to_confirm, refusals_to_declare

TODAY = date(2026, 11, 26)
ENROLLED = date(2026, 10, 1)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"done_on": TODAY}, []),
        ({"done_on": TODAY + DAY}, [Refusal.FUTURE]),
        ({"done_on": ENROLLED - OLDEST}, []),
        ({"done_on": ENROLLED - OLDEST - DAY}, [Refusal.TOO_OLD]),
        ({"done_on": None}, [Refusal.NO_DATE]),
        ({"minutes": 1}, []),
        ({"minutes": MOST_MINUTES}, []),
        ({"minutes": 0}, [Refusal.MINUTES]),
        ({"minutes": -5}, [Refusal.MINUTES]),
        ({"minutes": MOST_MINUTES + 1}, [Refusal.MINUTES]),
        ({"minutes": None}, [Refusal.MINUTES]),
        ({"done_on": None, "minutes": None}, [Refusal.NO_DATE, Refusal.MINUTES]),
        ({"done_on": TODAY + DAY, "minutes": 0}, [Refusal.FUTURE, Refusal.MINUTES]),
    ],
)
def test_what_is_declared_is_of_one_day_gone_by_and_fits_in_it(given, expected):
    usual = {"done_on": TODAY - DAY, "minutes": 120, "today": TODAY, "enrolled_on": ENROLLED}
    assert refusals_to_declare(**usual | given) == expected


@pytest.mark.parametrize(
    ("minutes", "reason", "expected"),
    [
        (120, "", None),
        (120, "Très complet.", None),
        (90, "La pause ne compte pas.", None),
        (180, "Le trajet compte.", None),
        (90, "", Refusal.NO_REASON),
        (121, "", Refusal.NO_REASON),
        (0, "Rien de tout cela.", Refusal.MINUTES),
        (MOST_MINUTES + 1, "Trois jours.", Refusal.MINUTES),
        (None, "", Refusal.MINUTES),
    ],
)
def test_other_minutes_than_those_declared_are_confirmed_with_a_reason(minutes, reason, expected):
    assert refusal_to_confirm(declared=120, minutes=minutes, reason=reason) == expected
