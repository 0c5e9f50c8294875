"""Where somebody placed themselves before and after, side by side."""

import pytest

from learning.rules.positioning import Change, Row, compare, unplaced


def said(key: str, text: str, level: int) -> dict:
    return {"key": key, "text": text, "level": level}


@pytest.mark.parametrize(
    ("before", "after", "change", "steps"),
    [
        (0, 3, Change.UP, 3),
        (1, 2, Change.UP, 1),
        (0, 0, Change.SAME, 0),
        (3, 3, Change.SAME, 0),
        (2, 1, Change.DOWN, 1),
        (3, 0, Change.DOWN, 3),
        (None, 2, Change.UNKNOWN, 0),
        (2, None, Change.UNKNOWN, 0),
        (None, None, Change.UNKNOWN, 0),
    ],
)
def test_a_level_moves_up_down_or_not_at_all(before, after, change, steps):
    row = Row("Lire un bilan", before, after)
    assert (row.change, row.steps) == (change, steps)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        ([said("a", "Lire", 1)], [said("a", "Lire", 2)], [Row("Lire", 1, 2)]),
        # Known by its key: in the words of after.
        (
            [said("a", "Lire un bilan", 1)],
            [said("a", "Lire les comptes", 2)],
            [Row("Lire les comptes", 1, 2)],
        ),
        # Written anew with the same words.
        ([said("a", "Lire", 1)], [said("z", "Lire", 2)], [Row("Lire", 1, 2)]),
        # Level 0 is something said.
        ([said("a", "Lire", 0)], [said("a", "Lire", 0)], [Row("Lire", 0, 0)]),
        # New since, and gone since: the latter come last.
        (
            [said("a", "Lire", 1), said("b", "Compter", 2)],
            [said("c", "Convoquer", 3), said("a", "Lire", 2)],
            [Row("Convoquer", None, 3), Row("Lire", 1, 2), Row("Compter", 2, None)],
        ),
        # The key comes before the words, and what was said once stands in one row.
        (
            [said("a", "Lire", 1), said("b", "Compter", 2)],
            [said("b", "Lire", 3), said("a", "Compter", 0)],
            [Row("Lire", 2, 3), Row("Compter", 1, 0)],
        ),
        (
            [said("a", "Lire", 1)],
            [said("z", "Lire", 3), said("a", "Lire à voix haute", 2)],
            [Row("Lire", None, 3), Row("Lire à voix haute", 1, 2)],
        ),
        (
            [said("a", "Lire", 1)],
            [said("y", "Lire", 2), said("z", "Lire", 3)],
            [Row("Lire", 1, 2), Row("Lire", None, 3)],
        ),
    ],
)
def test_each_objective_stands_once_with_both_its_levels(before, after, expected):
    assert compare(iter(before), iter(after)) == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({}, ["a", "b"]),
        ({"a": 0, "b": 3}, []),
        ({"a": 0}, ["b"]),
        ({"a": -1, "b": 4}, ["a", "b"]),
        ({"a": None, "b": "2"}, ["a", "b"]),
        ({"a": 1, "b": 1, "elsewhere": 2}, []),
    ],
)
def test_an_objective_without_a_level_from_0_to_3_is_unplaced(levels, expected):
    assert unplaced(["a", "b"], levels) == expected
