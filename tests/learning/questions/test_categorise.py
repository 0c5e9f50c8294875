"""Each item into its category."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from learning.questions import BY_SLUG

KIND = BY_SLUG["categorise"]


def category(title, *items):
    return {"title": title, "items": [{"text": text, "feedback": ""} for text in items]}


@pytest.mark.parametrize(
    ("answer", "partial", "credit", "penalty"),
    [
        ({"0": "0", "1": "0", "2": "1", "3": "1"}, "all", "1", "0"),
        ({"0": "0", "1": "0", "2": "1", "3": "0"}, "all", "0", "1/16"),
        ({"0": "0", "1": "0", "2": "1", "3": "0"}, "share", "3/4", "0"),
        ({"0": "1", "1": "1"}, "share", "0", "1/2"),
        ({}, "share", "0", "0"),
    ],
)
def test_items_earn_as_the_author_chooses(sample, answer, partial, credit, penalty):
    data = sample("categorise", partial=partial)
    assert KIND.credit(data, answer) == Fraction(credit)
    assert KIND.penalty(data, answer) == Fraction(penalty)


def test_the_page_is_the_same_whatever_belongs_where(sample, page_of):
    keys = [
        [category("X", "a", "b"), category("Y", "c")],
        [category("X", "c"), category("Y", "b", "a")],
        [category("X"), category("Y", "c", "b", "a")],
    ]
    assert len({page_of(KIND, sample("categorise", categories=key)) for key in keys}) == 1


def test_what_a_form_sends_is_a_place_as_shown(sample):
    sent = QueryDict("q1-0=1&q1-1=0&q1-2=2")
    assert KIND.answer_from(sample("categorise"), sent, "q1", order=[2, 0, 3, 1]) == {"2": "1", "0": "0"}


def test_staff_read_where_each_was_put(sample):
    data = sample("categorise")
    assert KIND.in_words(data, {"0": "1"}) == "Le loyer de la salle → Produits"
    assert KIND.chosen(data, {"0": "1", "1": "0"}) == ["1"]


def test_an_item_moved_elsewhere_makes_other_answers(sample):
    data = sample("categorise", categories=[category("X", "a", "b"), category("Y", "c")])
    moved = sample("categorise", categories=[category("X", "b"), category("Y", "c", "a")])
    assert not KIND.can_mark(data, moved)
    assert KIND.can_mark(
        data, sample("categorise", categories=[category("X2", "a", "b"), category("Y", "c")])
    )


@pytest.mark.parametrize(
    "categories",
    [
        [category("X", "a", "b")],
        [category("X", "a", "b"), category("X", "c")],
        [category("X", "a"), category("Y")],
        [category("X", "a", "b"), category("Y", "a")],
    ],
)
def test_an_author_is_told_which_field_is_wrong(categories):
    with pytest.raises(ValidationError) as refused:
        KIND.clean(KIND.to_python(KIND.meta.preview_value | {"categories": categories}))
    assert set(refused.value.block_errors) == {"categories"}
