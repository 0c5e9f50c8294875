"""What to look at again."""

import pytest

from learning.rules.review import to_review

TITLES = {1: "Le bureau", 2: "Les comptes annuels", 3: "L’assemblée"}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ([], []),
        (["Séquence : les  comptes ANNUELS"], [2]),
        (["l’assemblée", "Le bureau"], [1, 3]),
        (["Code de commerce"], [1, 2, 3]),
        ([""], [1, 2, 3]),
    ],
)
def test_lessons_that_are_named_come_first_else_all_of_them(told, found):
    assert to_review(told, TITLES) == found


def test_a_lesson_without_a_title_is_not_named_by_everything():
    assert to_review(["Le bureau"], {1: "", 2: "Le bureau"}) == [2]


def test_nothing_is_offered_where_there_is_no_lesson():
    assert to_review(["Le bureau"], {}) == []
