"""What a candidature waits for before it is registered; where facts lead is in test_certif_asso."""

from datetime import date

import pytest

from certification.rules.preparation import may_register
from certification.rules.requirements import Requirements


@pytest.mark.parametrize(
    ("below", "birth_date", "answer"),
    [(0, None, True), (18, None, False), (18, date(2012, 1, 1), True), (18, date(1990, 1, 1), True)],
)
def test_only_an_age_that_is_asked_about_is_waited_for(below, birth_date, answer):
    assert may_register(Requirements(groups=(), guardian_below_age=below), birth_date=birth_date) is answer
