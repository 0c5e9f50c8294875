import pytest

from certification.rules.registers import Gaps, gaps, year_and_rank


@pytest.mark.parametrize(
    ("number", "found"),
    [("VAL-2026-0147", (2026, 147)), ("VAL-AS-2026-00012", (2026, 12)), ("VAL-2026-12345", (2026, 12345))],
)
def test_a_number_tells_its_year_and_rank(number, found):
    assert year_and_rank(number) == found


@pytest.mark.parametrize("number", ["", "VAL", "VAL-2026-x", "2026"])
def test_what_is_no_number_is_refused(number):
    with pytest.raises(ValueError, match=r".+"):
        year_and_rank(number)


@pytest.mark.parametrize(
    ("ranks", "last", "found"),
    [
        ([], 0, Gaps()),
        ([3, 1, 2], 3, Gaps()),
        ([1, 3], 4, Gaps(missing=(2, 4))),
        ([1, 1, 2], 2, Gaps(twice=(1,))),
        ([0, 1, 2, 3], 2, Gaps(beyond=(0, 3))),
    ],
)
def test_a_register_has_every_rank_once(ranks, last, found):
    assert gaps(ranks, last) == found
    assert bool(found) is (found != Gaps())
