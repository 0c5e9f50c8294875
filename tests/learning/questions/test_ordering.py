"""Steps to put in order."""

import random
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from learning.questions import BY_SLUG

KIND = BY_SLUG["ordering"]


def ranks(*given):
    """The answer that gives each step, in its written order, this rank."""
    return {str(place): str(rank) for place, rank in enumerate(given) if rank is not None}


@pytest.mark.parametrize(
    ("answer", "partial", "credit"),
    [
        (ranks(0, 1, 2, 3, 4), "all", "1"),
        (ranks(0, 1, 2, 4, 3), "all", "0"),
        (ranks(0, 1, 2, 4, 3), "share", "3/5"),
        (ranks(0, 1, 2, 4, 3), "neighbours", "1/2"),
        (ranks(4, 0, 1, 2, 3), "share", "0"),
        (ranks(4, 0, 1, 2, 3), "neighbours", "3/4"),
        (ranks(0, 0, 0, 0, 0), "share", "1/5"),
        (ranks(0, 0, 0, 0, 0), "neighbours", "0"),
        (ranks(0, 1, None, None, None), "share", "2/5"),
        (ranks(0, 1, None, None, None), "neighbours", "0"),
        ({}, "share", "0"),
    ],
)
def test_an_order_earns_as_the_author_chooses(sample, answer, partial, credit):
    assert KIND.credit(sample("ordering", partial=partial), answer) == Fraction(credit)


@pytest.mark.parametrize(("partial", "penalty"), [("all", "1/120"), ("share", "1/5"), ("neighbours", "1/5")])
def test_a_wrong_order_costs_what_guessing_would_earn(sample, partial, penalty):
    data = sample("ordering", partial=partial)
    assert KIND.penalty(data, ranks(4, 3, 1, 0, 2)) == Fraction(penalty)


def test_the_same_rank_twice_is_not_complete(sample):
    data = sample("ordering")
    assert KIND.is_complete(data, ranks(1, 0, 2, 3, 4))
    assert not KIND.is_complete(data, ranks(0, 0, 2, 3, 4))


def test_the_page_is_the_same_whatever_the_right_order(sample, page_of):
    steps = sample("ordering")["steps"]
    orders = [steps, steps[::-1], [*steps[2:], *steps[:2]]]
    assert len({page_of(KIND, sample("ordering", steps=order)) for order in orders}) == 1


def test_steps_are_mixed_up_whatever_the_quiz_wishes(sample):
    data = sample("ordering")
    assert len({tuple(KIND.arrange(data, random.Random(seed), shuffle=False)) for seed in range(40)}) > 20


def test_what_a_form_sends_is_the_rank_of_a_place_as_shown(sample):
    sent = QueryDict("q1-0=0&q1-4=4&q1-1=7")
    assert KIND.answer_from(sample("ordering"), sent, "q1", order=[3, 1, 4, 0, 2]) == {"3": "0", "2": "4"}


def test_staff_read_the_order_given(sample):
    words = KIND.in_words(sample("ordering", steps=["A", "B", "C"]), ranks(2, 0, 1))
    assert words == "1. B · 2. C · 3. A"


def test_another_order_makes_other_answers(sample):
    data = sample("ordering")
    assert not KIND.can_mark(data, sample("ordering", steps=data["steps"][::-1]))


@pytest.mark.parametrize("steps", [["A", "B"], ["A", "B", "A "]])
def test_an_author_is_told_which_field_is_wrong(steps):
    with pytest.raises(ValidationError) as refused:
        KIND.clean(KIND.to_python(KIND.meta.preview_value | {"steps": steps}))
    assert set(refused.value.block_errors) == {"steps"}
