"""Which files a dossier takes, and until when they may be taken out."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.rules.uploads import KINDS
from certification.rules.dossier_states import CANDIDATES_TURN, CLOSED
from certification.rules.requirements import read_requirements
from certification.rules.supporting import TYPES, kinds, may_add, may_take_out

SENT = datetime(2026, 11, 3, 10, tzinfo=UTC)
GROUPS = [{"code": "g", "label": "G", "choose": 1, "modules": [{"code": "M", "title": "M"}]}]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("cv", "other")),
        ({"guardian_below_age": 18}, ("guardian", "cv", "other")),
        ({"practice": {"days": 15}}, ("cv", "other")),
        (
            {"practice": {"days": 15, "exemption": {"decided_by": "pedagogical_lead"}}},
            ("experience", "cv", "other"),
        ),
    ],
)
def test_a_version_asks_for_the_kinds_it_may_need(more, expected):
    assert kinds(read_requirements({"groups": GROUPS} | more)) == expected


def test_every_ending_taken_is_one_whose_content_is_recognised():
    assert set(TYPES) <= set(KINDS)


@pytest.mark.parametrize("state", [*CANDIDATES_TURN, "exemption_requested"])
def test_files_are_added_while_the_candidate_has_something_to_do(state):
    assert may_add(state)


@pytest.mark.parametrize(
    "state", ["submitted", "jury", "validated", "issued", "refused", "appealed", *CLOSED]
)
def test_nothing_is_added_to_what_is_being_read_or_closed(state):
    assert not may_add(state)


@pytest.mark.parametrize(
    ("state", "added_at", "submitted_at", "expected"),
    [
        ("theory", SENT, None, True),
        ("more_info", SENT + timedelta(seconds=1), SENT, True),
        ("more_info", SENT, SENT, False),
        ("more_info", SENT - timedelta(days=1), SENT, False),
        ("submitted", SENT, None, False),
        ("exemption_requested", SENT, None, False),
    ],
)
def test_what_was_sent_stays(state, added_at, submitted_at, expected):
    assert may_take_out(state=state, added_at=added_at, submitted_at=submitted_at) is expected
