"""A person's marks, as points. No database."""

from fractions import Fraction

import pytest

from learning.rules.marking import earned, problems


@pytest.mark.parametrize(
    ("given", "possible", "expected"),
    [
        ([2, 1], [2, 1], []),
        ([0, 0], [2, 1], []),
        ([3, -1], [2, 1], [0, 1]),
        ([None, 1], [2, 1], [0]),
        ([2], [2, 1], [1]),
        ([2, 1, 9], [2, 1], []),
        ([], [], []),
    ],
)
def test_criteria_without_sensible_points_are_named(given, possible, expected):
    assert problems(given, possible) == expected


@pytest.mark.parametrize(
    ("given", "possible", "worth", "expected"),
    [([2, 1], [2, 1], 3, 3), ([1, 0], [2, 1], 3, 1), ([1, 0], [2, 1], 1, Fraction(1, 3)), ([], [], 5, 0)],
)
def test_points_are_brought_back_to_what_the_question_is_worth(given, possible, worth, expected):
    assert earned(given, possible, worth=worth) == expected
