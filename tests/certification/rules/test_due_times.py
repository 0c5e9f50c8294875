"""By when each should have acted."""

from datetime import date

import pytest

from certification.models import Dossier
from certification.rules.due_times import due_on, is_late, whose_turn
from certification.rules.requirements import Deadlines

TODAY = date(2026, 11, 26)
DEADLINES = Deadlines(review=21, complement=30, exemption=7, appeal=60, tutor=30)

CASES = [
    # state, whose turn, due on
    ("candidature", "candidate", None),
    ("registered", "candidate", None),
    ("practice_done", "candidate", None),
    ("complete", "candidate", None),
    ("exemption_requested", "structure", date(2026, 12, 3)),
    ("submitted", "structure", date(2026, 12, 17)),
    ("jury", "structure", date(2026, 12, 17)),
    ("more_info", "candidate", date(2026, 12, 26)),
    ("adjourned", "candidate", None),
    ("partial", "candidate", None),
    ("refused", "candidate", date(2027, 1, 25)),
    ("appealed", "structure", date(2026, 12, 17)),
    ("validated", "structure", None),
    ("issued", "", None),
    ("withdrawn", "", None),
    ("revoked", "", None),
]


@pytest.mark.parametrize(("state", "whose", "due"), CASES)
def test_the_table(state, whose, due):
    assert (whose_turn(state), due_on(state, DEADLINES, TODAY)) == (whose, due)


def test_every_state_has_its_answer():
    for state in Dossier.State.values:
        assert whose_turn(state) in ("candidate", "structure", "")


@pytest.mark.parametrize(
    ("due", "late"), [(None, False), (date(2026, 11, 25), True), (TODAY, False), (date(2026, 11, 27), False)]
)
def test_the_last_day_is_in_time(due, late):
    assert is_late(due, TODAY) is late
