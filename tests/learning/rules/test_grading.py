"""Marks and scores, as tables. No database."""

from fractions import Fraction

import pytest

from learning.rules.grading import Mark, mark, total

HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("share", "points", "earned", "possible"),
    [
        (Fraction(1), 2, 2, 2),
        (HALF, 1, HALF, 1),
        (Fraction(0), 3, 0, 3),
        (Fraction(-1), 3, 0, 3),
        (Fraction(7), 3, 3, 3),
        (Fraction(1), 0, 0, 0),
        (Fraction(1), -2, 0, 0),
    ],
)
def test_an_answer_earns_between_nothing_and_its_points(share, points, earned, possible):
    assert mark(share=share, points=points) == Mark(Fraction(earned), possible)


@pytest.mark.parametrize(
    ("earned", "possible", "percent"),
    [(699, 1000, 69), (7, 10, 70), (2, 3, 66), (999, 1000, 99), (3, 3, 100), (0, 3, 0), (0, 0, 0)],
)
def test_a_percentage_is_rounded_down(earned, possible, percent):
    assert total([Mark(Fraction(earned), possible)]).percent == percent


@pytest.mark.parametrize(
    ("earned", "possible", "pass_percent", "passes"),
    [
        (7, 10, 70, True),
        (699, 1000, 70, False),
        (0, 0, 0, True),
        (0, 0, 1, False),
        (10, 10, 100, True),
        (99, 100, 100, False),
        (0, 5, 0, True),
    ],
)
def test_a_score_passes_from_the_pass_mark_on(earned, possible, pass_percent, passes):
    assert total([Mark(Fraction(earned), possible)]).passes(pass_percent) is passes


def test_marks_add_up_without_losing_a_fraction():
    thirds = [Mark(Fraction(1, 3), 1)] * 3
    assert total(thirds).earned == 1
    assert total(thirds).percent == 33


def test_an_empty_quiz_scores_nothing_out_of_nothing():
    score = total([])
    assert (score.earned, score.possible, score.percent) == (0, 0, 0)


@pytest.mark.parametrize(
    ("one", "full"), [(Mark(Fraction(2), 2), True), (Mark(HALF, 1), False), (Mark(Fraction(0), 0), False)]
)
def test_a_mark_is_full_when_every_point_was_earned(one, full):
    assert one.is_full is full


def test_a_wrong_answer_costs_points_only_where_the_author_wants_and_never_more_than_all():
    assert mark(share=Fraction(-1, 2), points=4, negative=True) == Mark(Fraction(-2), 4)
    assert mark(share=Fraction(-9), points=4, negative=True) == Mark(Fraction(-4), 4)
    assert mark(share=Fraction(-1, 2), points=4) == Mark(Fraction(0), 4)
    assert total([Mark(Fraction(-4), 4), Mark(Fraction(1), 1)]).earned == 0
