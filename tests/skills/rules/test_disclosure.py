"""Nobody is told by a table: not by a figure, nor by what is left when others are taken away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skills.rules.disclosure import LEAST, Behind, Secret, secret_of, secrets, together


def people(first: int, count: int) -> frozenset[int]:
    return frozenset(range(first, first + count))


def table(*counts: int) -> dict[str, Behind]:
    """Parts of so many people, all different."""
    return {str(n): Behind(people(n * 100, count)) for n, count in enumerate(counts)}


@pytest.mark.parametrize(
    ("one", "secret"),
    [
        (Behind(), Secret.FEW),
        (Behind(people(0, 4)), Secret.FEW),
        (Behind(people(0, 5)), None),
        (Behind(people(0, 5), people(9, 1)), Secret.GUARD),
        (Behind(people(0, 5), people(9, 4)), Secret.GUARD),
        (Behind(people(0, 5), people(9, 5)), None),
    ],
)
def test_a_figure_comes_from_five_people_and_leaves_five_or_none(one, secret):
    assert secret_of(one) == secret


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((), {}),
        ((5,), {}),
        ((4,), {"0": Secret.FEW}),
        ((5, 6, 7), {}),
        # One alone would be found: the smallest of the others goes with it.
        ((9, 3, 7), {"1": Secret.FEW, "2": Secret.GUARD}),
        # Two that come to four people together would tell of those four.
        ((9, 2, 2, 7), {"1": Secret.FEW, "2": Secret.FEW, "3": Secret.GUARD}),
        ((9, 2, 3, 7), {"1": Secret.FEW, "2": Secret.FEW}),
        ((9, 4, 0, 7), {"1": Secret.FEW, "2": Secret.FEW, "3": Secret.GUARD}),
        # No total, nothing to take away from.
        ((2, 1), {"0": Secret.FEW, "1": Secret.FEW}),
    ],
)
def test_what_is_hidden_is_not_found_by_subtraction(counts, hidden):
    assert secrets(table(*counts)) == hidden


def test_the_same_few_people_everywhere_are_hidden_everywhere():
    same = Behind(people(0, 4))
    assert set(secrets({"a": same, "b": same, "c": Behind(people(0, 6))})) == {"a", "b", "c"}


def test_a_part_whose_whole_is_hidden_is_hidden_and_guarded():
    assert secrets(table(8, 9, 7), also=["0"]) == {"0": Secret.GUARD, "2": Secret.GUARD}


ROWS = st.lists(
    st.tuples(st.frozensets(st.integers(0, 25), max_size=12), st.frozensets(st.integers(0, 25), max_size=12)),
    max_size=7,
)


@given(ROWS, st.frozensets(st.integers(0, 6)))
def test_whatever_the_table_nothing_shown_or_left_over_tells_of_few(rows, also):
    parts = {n: Behind(some, rest) for n, (some, rest) in enumerate(rows)}
    also = also & parts.keys()
    hidden = secrets(parts, also=also)
    shown = [one for key, one in parts.items() if key not in hidden]
    total = together(parts.values())
    # Each figure that is shown.
    for one in shown:
        assert len(one.people) >= LEAST
        assert not 0 < len(one.rest) < LEAST
    if secret_of(total):
        # The total is not found by adding up its parts.
        assert hidden or not parts
        return
    # What is left of the total, and of the rest of its whole, when all that is shown is taken away.
    left = [parts[key] for key in hidden]
    if left:
        assert len(left) > 1 or len(parts) == 1
        assert len(together(left).people) >= LEAST
        assert not 0 < len(together(left).rest) < LEAST


@given(ROWS)
def test_no_more_is_hidden_than_the_order_of_the_parts_asks_for(rows):
    parts = {n: Behind(some) for n, (some, _) in enumerate(rows)}
    hidden = secrets(parts)
    assert all((reason == Secret.FEW) == parts[key].are_few for key, reason in hidden.items())
    if all(len(one.people) >= LEAST for one in parts.values()):
        assert not hidden
