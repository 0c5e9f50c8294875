"""What a candidate is asked of themselves, and how long they may appeal."""

from datetime import date

import pytest

from certification.rules.details import asked, is_believable, may_appeal
from certification.rules.requirements import read_requirements

GROUPS = [{"code": "g", "label": "G", "choose": "all", "modules": [{"code": "M", "title": "M"}]}]
TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("extra", "fields"),
    [
        ({}, ()),
        ({"guardian_below_age": 18}, ("birth_date", "guardian_name", "guardian_email")),
        ({"practice": {"days": 15}}, ("association_name", "association_rna")),
    ],
)
def test_nothing_is_asked_that_the_version_does_not_need(extra, fields):
    assert asked(read_requirements({"groups": GROUPS} | extra)) == fields


@pytest.mark.parametrize(
    ("born", "believable"),
    [
        (date(2016, 6, 1), True),
        (date(2016, 6, 2), False),
        (date(1916, 6, 1), True),
        (date(1915, 6, 1), False),
        (date(2026, 6, 1), False),
        (date(90, 6, 1), False),
    ],
)
def test_a_birth_date_is_believable(born, believable):
    assert is_believable(born, TODAY) is believable


@pytest.mark.parametrize(
    ("state", "due_on", "may"),
    [
        ("refused", TODAY, True),
        ("refused", date(2026, 5, 31), False),
        ("refused", None, False),
        ("submitted", TODAY, False),
        ("appealed", TODAY, False),
    ],
)
def test_a_refusal_is_appealed_until_its_last_day(state, due_on, may):
    assert may_appeal(state=state, due_on=due_on, today=TODAY) is may
