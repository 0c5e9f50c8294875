"""A text with gaps."""

import random
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from learning.questions import BY_SLUG

KIND = BY_SLUG["cloze"]


def gap(kind, *answers, weight=1, tolerance=""):
    told = [{"text": text, "credit": credit, "feedback": ""} for text, credit in answers]
    return {"kind": kind, "answers": told, "weight": weight, "tolerance": tolerance}


LIST = gap("chosen", ("a", 100), ("b", 0), ("c", 50))


@pytest.mark.parametrize(
    ("answer", "partial", "credit"),
    [
        ({"1": "23000", "2": "0", "3": "dediés"}, "share", "1"),
        ({"1": "23 000", "2": "1", "3": "dédiés"}, "share", "3/4"),
        ({"1": "153 000", "2": "0", "3": "propres"}, "share", "1/4"),
        ({"1": "23 000 €", "2": "0", "3": "dédiés"}, "share", "1/2"),
        ({"2": "0"}, "share", "1/4"),
        ({"1": "23 000", "2": "0"}, "all", "0"),
        ({"1": "23 000", "2": "0", "3": "dédiés"}, "all", "1"),
        ({"2": "convention"}, "share", "0"),
        ({"4": "0"}, "share", "0"),
    ],
)
def test_gaps_earn_by_their_weight_as_the_author_chooses(sample, answer, partial, credit):
    assert KIND.credit(sample("cloze", partial=partial), answer) == Fraction(credit)


def test_a_gap_may_earn_a_part_and_a_number_may_be_near(sample):
    data = sample("cloze", text="[[1]] [[2]]", gaps=[LIST, gap("number", ("10", 100), tolerance="0,5")])
    assert KIND.credit(data, {"1": "2", "2": "10,5"}) == Fraction(3, 4)
    assert KIND.credit(data, {"1": "2", "2": "10,6"}) == Fraction(1, 4)
    assert [part["is_part"] for part in KIND.corrected(data, {"1": "2"}, order=[])["parts"]] == [True, False]


def test_a_list_is_the_same_whatever_is_right_in_it(sample, page_of):
    others = [gap("chosen", ("b", 100), ("c", 0), ("a", 0)), gap("chosen", ("c", 100), ("b", 100), ("a", 0))]
    pages = {page_of(KIND, sample("cloze", text="Ici [[1]].", gaps=[one])) for one in (LIST, *others)}
    assert len(pages) == 1


def test_a_typed_gap_has_the_same_width_whatever_is_expected(sample, page_of):
    gaps = [gap("typed", ("x", 100)), gap("typed", ("x" * 90, 100), ("y", 0))]
    assert len({page_of(KIND, sample("cloze", text="Ici [[1]].", gaps=[one])) for one in gaps}) == 1


def test_lists_are_mixed_up_each_on_its_own(sample):
    order = KIND.arrange(sample("cloze"), random.Random(1), shuffle=False)
    assert [len(one) for one in order] == [0, 3, 0]


def test_what_a_form_sends_of_a_list_is_a_place_as_shown(sample):
    sent = QueryDict("q1-1=23+000&q1-2=0&q1-3=+")
    assert KIND.answer_from(sample("cloze"), sent, "q1", order=[[], [2, 0, 1], []]) == {
        "1": "23 000",
        "2": "2",
    }


def test_each_gap_is_named_by_its_number(sample, page_of):
    html = page_of(KIND, sample("cloze"))
    assert html.count("aria-label=") == 3
    assert "[[" not in html


def test_a_number_without_a_gap_stays_as_written(sample, page_of):
    assert "[[7]]" in page_of(KIND, sample("cloze", text="[[1]] [[2]] [[3]] [[7]]"))


def test_staff_read_each_gap(sample):
    data = sample("cloze")
    assert KIND.in_words(data, {"2": "1", "1": "12"}) == "[1] 12 · [2] délibération"
    assert KIND.chosen(data, {"2": "0", "1": "12"}) == ["1"]


def test_answers_are_marked_anew_while_lists_offer_the_same(sample):
    data = sample("cloze")
    looser = [data["gaps"][0] | {"tolerance": "500"}, *data["gaps"][1:]]
    assert KIND.can_mark(data, sample("cloze", gaps=looser))
    assert not KIND.can_mark(data, sample("cloze", gaps=[data["gaps"][0], LIST, data["gaps"][2]]))
    assert not KIND.can_mark(data, sample("cloze", gaps=data["gaps"][:2]))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": "[[1]] [[2]]"}, "text"),
        ({"text": "[[1]] [[2]] [[3]] [[3]]"}, "text"),
        ({"text": "[[1]] [[2]] [[4]]"}, "text"),
        ({"text": "[[1]]", "gaps": [gap("typed", ("a", 50))]}, "gaps"),
        ({"text": "[[1]]", "gaps": [gap("chosen", ("a", 100))]}, "gaps"),
        ({"text": "[[1]]", "gaps": [gap("chosen", ("a", 100), ("a", 0))]}, "gaps"),
        ({"text": "[[1]]", "gaps": [gap("number", ("douze", 100))]}, "gaps"),
        ({"text": "[[1]]", "gaps": [gap("number", ("12", 100), tolerance="peu")]}, "gaps"),
    ],
)
def test_an_author_is_told_which_field_is_wrong(fields, field):
    with pytest.raises(ValidationError) as refused:
        KIND.clean(KIND.to_python(KIND.meta.preview_value | fields))
    assert set(refused.value.block_errors) == {field}
