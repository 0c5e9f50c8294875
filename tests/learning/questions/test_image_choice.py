"""Pictures to choose from."""

from fractions import Fraction

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.http import QueryDict

from learning.questions import BY_SLUG

KIND = BY_SLUG["image_choice"]


def choices(*correct, pictures=None):
    pictures = pictures or [None] * len(correct)
    return [
        {"image": pictures[n], "text": f"Image {n}", "correct": right, "feedback": ""}
        for n, right in enumerate(correct)
    ]


@pytest.mark.parametrize(
    ("answer", "fields", "credit"),
    [
        (["0"], {}, "1"),
        (["1"], {}, "0"),
        (["0", "1"], {}, "0"),
        ("0", {}, "0"),
        (["0"], {"several": True, "choices": choices(True, True, False)}, "0"),
        (["0"], {"several": True, "choices": choices(True, True, False), "partial": "share"}, "1/2"),
        (["0", "2"], {"several": True, "choices": choices(True, True, False), "partial": "share"}, "0"),
    ],
)
def test_pictures_earn_as_the_author_chooses(sample, answer, fields, credit):
    assert KIND.credit(sample("image_choice", **fields), answer) == Fraction(credit)


@pytest.mark.parametrize(("several", "penalty"), [(False, "1/2"), (True, "1/8")])
def test_a_wrong_picture_costs_what_guessing_would_earn(sample, several, penalty):
    data = sample("image_choice", several=several, choices=choices(True, False, False))
    assert KIND.penalty(data, ["1"]) == Fraction(penalty)


def test_one_picture_is_kept_unless_several_may_be_chosen(sample):
    sent = QueryDict("q1=0&q1=1")
    assert KIND.answer_from(sample("image_choice"), sent, "q1", order=[1, 0]) == ["0"]
    assert KIND.answer_from(sample("image_choice", several=True), sent, "q1", order=[1, 0]) == ["0", "1"]


def test_each_picture_stays_with_its_words_in_any_order(sample, page_of, make_picture):
    made = [make_picture("Un").pk, make_picture("Deux").pk]
    data = sample("image_choice", choices=choices(True, False, pictures=made))
    for order in ([0, 1], [1, 0]):
        pictures = BeautifulSoup(page_of(KIND, data, order=order), "html.parser").select("label img")
        assert [picture["alt"] for picture in pictures] == [f"Image {place}" for place in order]
        assert ["Un" in picture["src"] for picture in pictures] == [place == 0 for place in order]


def test_the_words_stand_in_for_a_picture_deleted_since(sample, page_of, corrected_page_of, make_picture):
    picture = make_picture()
    data = sample("image_choice", choices=choices(True, False, pictures=[picture.pk, None]))
    picture.delete()
    for html in (page_of(KIND, data), corrected_page_of(KIND, data, answer=["0"])):
        assert "<img" not in html
        assert "Image 0" in html


def test_the_page_is_the_same_whichever_is_right(sample, page_of):
    keys = [choices(True, False), choices(False, True)]
    assert len({page_of(KIND, sample("image_choice", choices=key)) for key in keys}) == 1


@pytest.mark.parametrize(
    ("fields", "right"),
    [
        ({"several": False}, (True, True)),
        ({"several": False}, (False, False)),
        ({"several": True}, (False, False)),
        ({"several": False}, (True,)),
    ],
)
def test_an_author_is_told_which_field_is_wrong(fields, right, make_picture):
    made = [make_picture(f"p{n}").pk for n in range(len(right))]
    with pytest.raises(ValidationError) as refused:
        KIND.clean(
            KIND.to_python(KIND.meta.preview_value | fields | {"choices": choices(*right, pictures=made)})
        )
    assert set(refused.value.block_errors) == {"choices"}


def test_an_author_must_choose_a_picture_and_say_it_in_words(make_picture):
    for broken in ({"image": None}, {"text": " "}):
        offered = choices(True, False, pictures=[make_picture("a").pk, make_picture("b").pk])
        offered[0] |= broken
        with pytest.raises(ValidationError):
            KIND.clean(KIND.to_python(KIND.meta.preview_value | {"choices": offered}))
