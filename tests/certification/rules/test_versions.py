"""When a candidate may move to the version in force."""

from datetime import date

import pytest

from certification.rules.dossier_states import PREPARATION
from certification.rules.versions import may_move

OLD, NEW = date(2025, 7, 4), date(2026, 7, 4)


@pytest.mark.parametrize(
    ("state", "submitted", "since", "expected"),
    [
        *((state, False, NEW, True) for state in ("candidature", *PREPARATION)),
        ("theory", False, None, False),
        ("theory", False, OLD, False),
        ("theory", False, date(2024, 1, 1), False),
        ("theory", True, NEW, False),
        ("exemption_requested", False, NEW, False),
        ("submitted", True, NEW, False),
        ("more_info", True, NEW, False),
        ("partial", True, NEW, False),
        ("issued", True, NEW, False),
    ],
)
def test_only_forwards_and_only_what_was_never_sent(state, submitted, since, expected):
    assert may_move(state=state, submitted=submitted, entered_under=OLD, in_force_since=since) is expected
