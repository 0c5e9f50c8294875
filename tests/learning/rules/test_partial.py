"""What an answer that is partly right earns."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.partial import all_or_nothing, neighbours_right, right_minus_wrong, share_right, weighted


@pytest.mark.parametrize(
    ("chosen", "earned"),
    [
        ("", "0"),
        ("ab", "1"),
        ("a", "1/2"),
        ("abc", "2/3"),
        ("ac", "1/6"),
        ("c", "0"),
        ("cde", "0"),
        ("abcde", "0"),
        ("xyz", "0"),
    ],
)
def test_right_choices_count_and_wrong_ones_take_away(chosen, earned):
    assert right_minus_wrong(set(chosen), right={"a", "b"}, offered=5) == Fraction(earned)


def test_without_a_right_or_a_wrong_answer_offered_nothing_breaks():
    assert right_minus_wrong({"a"}, right=set(), offered=3) == 0
    assert right_minus_wrong({"a"}, right={"a", "b"}, offered=2) == Fraction(1, 2)


@given(st.sets(st.sampled_from("abcdefgh")), st.sets(st.sampled_from("abcdefgh"), min_size=1))
def test_a_choice_earns_from_0_to_1(chosen, right):
    earned = right_minus_wrong(chosen, right=right, offered=8)
    assert 0 <= earned <= 1
    assert (earned == 1) == (chosen == right)


@pytest.mark.parametrize(
    ("rights", "weights", "earned"),
    [
        ([], None, "0"),
        ([True, False, True], None, "2/3"),
        ([True, False], [3, 1], "3/4"),
        ([True], [0], "0"),
        ([True, True], [-1, 1], "1"),
    ],
)
def test_each_part_earns_its_share(rights, weights, earned):
    assert share_right(rights, weights) == Fraction(earned)


@pytest.mark.parametrize(
    ("shares", "weights", "earned"),
    [
        ([], [], "0"),
        (["1", "1/2"], [1, 1], "3/4"),
        (["1", "0"], [2, 1], "2/3"),
        (["1"], [0], "0"),
        (["3"], [1], "1"),
    ],
)
def test_parts_earn_by_their_weight(shares, weights, earned):
    assert weighted([Fraction(share) for share in shares], weights) == Fraction(earned)


@pytest.mark.parametrize(
    ("given_order", "earned"),
    [
        ([0, 1, 2, 3], "1"),
        ([1, 2, 3, 0], "2/3"),
        ([3, 2, 1, 0], "0"),
        ([2, 3, 0, 1], "2/3"),
        ([0, 1, 2], "0"),
        ([0, 0, 1, 2], "0"),
    ],
)
def test_an_order_earns_by_its_right_neighbours(given_order, earned):
    assert neighbours_right(given_order, [0, 1, 2, 3]) == Fraction(earned)


def test_one_step_alone_is_in_order():
    assert neighbours_right([0], [0]) == 1
    assert neighbours_right([], []) == 0


def test_all_or_nothing():
    assert (all_or_nothing(True), all_or_nothing(False)) == (1, 0)
