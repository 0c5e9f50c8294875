"""Versions follow each other: no day with two, none rewritten."""

from datetime import date

import pytest

from certification.rules.periods import Period, Placement, place

TODAY = date(2026, 11, 26)
NEXT_YEAR = date(2027, 1, 1)
OPEN = Period("2026", date(2026, 1, 1))
CLOSED = Period("2025", date(2025, 1, 1), date(2025, 12, 31))

TABLE = [
    ("alone, even in the past", Period("n", date(2020, 1, 1)), [], Placement()),
    ("after one that ended", Period("n", date(2026, 1, 1)), [CLOSED], Placement()),
    (
        "follows the endless one",
        Period("n", NEXT_YEAR),
        [CLOSED, OPEN],
        Placement("2026", date(2026, 12, 31)),
    ),
    ("from today", Period("n", TODAY), [OPEN], Placement("2026", date(2026, 11, 25))),
    ("would rewrite the past", Period("n", date(2026, 11, 25)), [OPEN], Placement(clash="2026")),
    ("the same first day", Period("n", date(2026, 1, 1)), [OPEN], Placement(clash="2026")),
    ("on the last day of another", Period("n", date(2025, 12, 31)), [CLOSED], Placement(clash="2025")),
    ("the day after it", Period("n", date(2026, 1, 1), date(2026, 2, 1)), [CLOSED], Placement()),
    ("ends before it begins", Period("n", NEXT_YEAR, TODAY), [], Placement(ends_first=True)),
    ("one day", Period("n", TODAY, TODAY), [], Placement()),
    ("before an endless one to come", Period("n", TODAY), [Period("f", NEXT_YEAR)], Placement(clash="f")),
    (
        "until the day before it",
        Period("n", TODAY, date(2026, 12, 31)),
        [Period("f", NEXT_YEAR)],
        Placement(),
    ),
    ("two endless ones, damaged", Period("n", NEXT_YEAR), [OPEN, Period("x", TODAY)], Placement(clash="x")),
]


@pytest.mark.parametrize(
    ("new", "others", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE]
)
def test_where_a_version_fits(new, others, expected):
    assert place(new, others, TODAY) == expected
    assert bool(place(new, others, TODAY)) == (not expected.clash and not expected.ends_first)
