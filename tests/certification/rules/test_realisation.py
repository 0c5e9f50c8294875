"""Who may give a certificat de réalisation, and what it counts."""

from datetime import date

import pytest

from certification.rules.realisation import Done, done_in, is_entitled, obstacle

DONE = Done(date(2026, 3, 2), date(2026, 3, 9), 90)


@pytest.mark.parametrize(
    ("number", "states_it", "entitled"),
    [("28760123476", True, True), ("28760123476", False, False), ("", True, False), (" ", True, False)],
)
def test_only_with_a_number_and_its_word(number, states_it, entitled):
    assert is_entitled(activity_number=number, states_it=states_it) is entitled


@pytest.mark.parametrize(
    ("steps", "done"),
    [
        ([(date(2026, 3, 9), 30), (date(2026, 3, 2), 60)], DONE),
        ([(date(2026, 3, 2), 5)], Done(date(2026, 3, 2), date(2026, 3, 2), 5)),
        ([(date(2026, 3, 2), 0)], None),
        ([], None),
    ],
)
def test_days_and_hours_are_the_ledgers(steps, done):
    assert done_in(steps) == done


@pytest.mark.parametrize(
    ("entitled", "ended", "done", "why"),
    [
        (True, True, DONE, ""),
        (False, True, DONE, "not_entitled"),
        (True, False, DONE, "under_way"),
        (True, True, None, "nothing_done"),
    ],
)
def test_why_not(entitled, ended, done, why):
    assert obstacle(entitled=entitled, ended=ended, done=done) == why
