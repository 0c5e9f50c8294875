"""Hours are read as people type them, or not at all."""

import pytest

from certification.rules.typed_hours import minutes_of

TABLE = [
    ("20", 1200),
    ("0", 0),
    ("1,5", 90),
    ("1.5 h", 90),
    ("0,25", 15),
    ("20 heures", 1200),
    ("1 h 30", 90),
    ("1h05", 65),
    ("1:30", 90),
    ("2 heures 30 minutes", 150),
    ("45 min", 45),
    ("1\u00a0h\u00a030", 90),
    ("10000", 600_000),
    ("10000,5", None),
    ("10001", None),
    ("1 h 60", None),
    ("1,333", None),
    ("dix", None),
    ("", None),
    ("-3", None),
    ("1e3", None),
    ("٣", None),
    ("999999999", None),
]


@pytest.mark.parametrize(("typed", "minutes"), TABLE)
def test_hours_as_they_are_typed(typed, minutes):
    assert minutes_of(typed) == minutes
