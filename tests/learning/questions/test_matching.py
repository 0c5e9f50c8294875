"""Each item with what goes with it."""

import random
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from learning.questions import BY_SLUG

KIND = BY_SLUG["matching"]


def pairs(*matches):
    return [{"text": f"Élément {n}", "match": match, "feedback": ""} for n, match in enumerate(matches)]


@pytest.mark.parametrize(
    ("answer", "partial", "credit", "penalty"),
    [
        ({"0": "0", "1": "1", "2": "2"}, "share", "1", "0"),
        ({"0": "0", "1": "1", "2": "3"}, "share", "2/3", "0"),
        ({"0": "0"}, "share", "1/3", "0"),
        ({"0": "0", "1": "1"}, "all", "0", "1/64"),
        ({"0": "1", "1": "0", "2": "3"}, "share", "0", "1/4"),
        ({"0": "9", "7": "1"}, "share", "0", "0"),
        ({}, "all", "0", "0"),
    ],
)
def test_pairs_earn_as_the_author_chooses(sample, answer, partial, credit, penalty):
    data = sample("matching", partial=partial)
    assert KIND.credit(data, answer) == Fraction(credit)
    assert KIND.penalty(data, answer) == Fraction(penalty)


def test_an_answer_that_fits_two_items_is_offered_once(sample):
    data = sample("matching", pairs=pairs("A", "B", "A"), distractors=["C"])
    assert [one["text"] for one in KIND.shown(data, order=[], answer=None)["offered"]] == ["A", "B", "C"]
    assert KIND.credit(data, {"0": "0", "1": "1", "2": "0"}) == 1


def test_the_page_is_the_same_whatever_goes_with_what(sample, page_of):
    keys = [("A", "B", "C"), ("C", "A", "B"), ("B", "C", "A")]
    assert len({page_of(KIND, sample("matching", pairs=pairs(*key), distractors=[])) for key in keys}) == 1


def test_answers_are_mixed_up_whatever_the_quiz_wishes(sample):
    data = sample("matching")
    drawn = {tuple(KIND.arrange(data, random.Random(seed), shuffle=False)) for seed in range(40)}
    assert len(drawn) > 10


def test_what_a_form_sends_is_a_place_as_shown(sample):
    sent = QueryDict("q1-0=0&q1-1=3&q1-2=4&q1-9=0")
    assert KIND.answer_from(sample("matching"), sent, "q1", order=[2, 0, 3, 1]) == {"0": "2", "1": "1"}


def test_staff_read_the_pairs_and_which_are_hard(sample):
    data = sample("matching")
    assert KIND.in_words(data, {"0": "1"}) == "Le bilan → Les produits et les charges de l’année"
    assert KIND.chosen(data, {"0": "1", "1": "1"}) == ["1"]


def test_an_answer_is_marked_anew_only_where_its_words_are_the_same(sample):
    data = sample("matching")
    assert not KIND.can_mark(data, sample("matching", distractors=["Autre"]))
    assert not KIND.can_mark(data, sample("matching", pairs=pairs("A", "B")))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"pairs": pairs("A")}, "pairs"),
        ({"pairs": pairs("A", "A"), "distractors": []}, "pairs"),
        ({"pairs": [*pairs("A"), *pairs("B")]}, "pairs"),
        ({"pairs": pairs("A", "B"), "distractors": ["B"]}, "distractors"),
    ],
)
def test_an_author_is_told_which_field_is_wrong(fields, field):
    with pytest.raises(ValidationError) as refused:
        KIND.clean(KIND.to_python(KIND.meta.preview_value | fields))
    assert set(refused.value.block_errors) == {field}
