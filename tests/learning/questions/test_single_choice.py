"""One right answer among several."""

import random
from fractions import Fraction

from learning.questions import BY_SLUG

KIND = BY_SLUG["single_choice"]


def test_answers_are_mixed_up_only_where_the_quiz_wishes_it(sample):
    data = sample("single_choice")
    assert KIND.arrange(data, random.Random(1), shuffle=False) == []
    assert sorted(KIND.arrange(data, random.Random(1), shuffle=True)) == [0, 1]


def test_the_page_is_the_same_whichever_is_right(sample, page_of):
    offered = sample("single_choice")["choices"]
    turned = [choice | {"correct": not choice["correct"]} for choice in offered]
    assert page_of(KIND, sample("single_choice", choices=turned)) == page_of(KIND, sample("single_choice"))


def test_a_wrong_answer_costs_what_guessing_would_earn(sample):
    data = sample("single_choice")
    assert (KIND.penalty(data, "1"), KIND.penalty(data, "0"), KIND.penalty(data, "")) == (1, 0, 0)


def test_another_number_of_answers_makes_other_answers(sample):
    data = sample("single_choice")
    assert not KIND.can_mark(data, data | {"choices": data["choices"] * 2})


def test_a_wrong_answer_may_earn_the_share_its_author_gives_it(sample):
    data = sample("single_choice")
    half = data | {"choices": [data["choices"][0], data["choices"][1] | {"credit": 50}]}
    assert [KIND.credit(half, answer) for answer in ("0", "1", "", "7", ["1"])] == [
        1,
        Fraction(1, 2),
        0,
        0,
        0,
    ]
    assert KIND.penalty(half, "1") == 0


def test_an_answer_that_took_anothers_place_makes_other_answers(sample):
    data = sample("single_choice")
    first, second = data["choices"]
    assert not KIND.can_mark(data, data | {"choices": [second, first]})
    assert KIND.can_mark(data, data | {"choices": [first | {"text": "Reformulée"}, second]})
