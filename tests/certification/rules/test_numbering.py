"""Numbers as printed, and as typed again from paper."""

import pytest

from certification.rules.numbering import document_number, tidy_number


@pytest.mark.parametrize(
    ("mark", "rank", "width", "number"),
    [
        ("", 147, 4, "VAL-2026-0147"),
        ("AS", 12, 5, "VAL-AS-2026-00012"),
        ("", 1, 4, "VAL-2026-0001"),
        ("", 12345, 4, "VAL-2026-12345"),
    ],
)
def test_a_number_says_who_what_when_and_which(mark, rank, width, number):
    assert document_number(prefix="VAL", mark=mark, year=2026, rank=rank, width=width) == number


@pytest.mark.parametrize("rank", [0, -1])
def test_ranks_begin_at_one(rank):
    with pytest.raises(ValueError, match="begin at 1"):
        document_number(prefix="VAL", mark="", year=2026, rank=rank, width=4)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("VAL-2026-0147", "VAL-2026-0147"),
        ("  val-as-2026-00012 ", "VAL-AS-2026-00012"),
        ("VAL – 2026 — 0147", "VAL-2026-0147"),
        ("val\u20112026\u20110147", "VAL-2026-0147"),
        ("", ""),
        ("n'importe quoi", ""),
        ("VAL-2026-0147' OR 1=1", ""),
        ("VAL-26-1", ""),
        ("A" * 5000, ""),
    ],
)
def test_a_number_is_understood_as_people_type_it(typed, number):
    assert tidy_number(typed) == number
