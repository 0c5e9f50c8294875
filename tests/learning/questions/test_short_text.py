"""A word or a few, typed."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from learning.questions import BY_SLUG

KIND = BY_SLUG["short_text"]


@pytest.mark.parametrize(
    ("answer", "fields", "credit"),
    [
        ("fonds dédiés", {}, "1"),
        ("FONDS DEDIES", {}, "1"),
        ("  fonds  dédié ", {}, "1"),
        ("des fonds dédiés", {}, "0"),
        ("Un produit constaté d’avance", {}, "1/2"),
        ("une réserve", {}, "0"),
        ("", {}, "0"),
        ("FONDS dédiés", {"ignore_case": False}, "0"),
        ("fonds dedies", {"ignore_accents": False}, "0"),
        ("fonds-dédiés.", {}, "0"),
        ("fonds-dédiés.", {"ignore_punctuation": True}, "1"),
    ],
)
def test_each_spelling_earns_its_share_as_tolerant_as_the_author_chooses(sample, answer, fields, credit):
    assert KIND.credit(sample("short_text", **fields), answer) == Fraction(credit)


def test_the_first_that_fits_decides_and_has_its_word(sample, corrected_page_of):
    data = sample(
        "short_text",
        answers=[
            {"text": "bil*", "credit": 30, "feedback": "Presque"},
            {"text": "bilan", "credit": 100, "feedback": "Oui"},
        ],
    )
    assert KIND.credit(data, "bilan") == Fraction(3, 10)
    html = corrected_page_of(KIND, data, answer="bilan")
    assert "Presque" in html
    assert "Oui" not in html
    assert KIND.chosen(data, "bilan") == ["0"]


def test_an_answer_of_half_the_points_is_said_so(sample):
    corrected = KIND.corrected(sample("short_text"), "produit constaté d'avance", order=[])
    assert (corrected["is_right"], corrected["is_part"]) == (False, True)
    assert corrected["expected"] == ["fonds dédié…"]


def test_a_field_has_the_same_width_whatever_the_key(sample, page_of):
    other = sample("short_text", answers=[{"text": "x" * 200, "credit": 100, "feedback": ""}])
    assert page_of(KIND, other) == page_of(KIND, sample("short_text"))


def test_an_author_gives_at_least_one_right_answer():
    value = KIND.to_python(
        KIND.meta.preview_value | {"answers": [{"text": "a", "credit": 50, "feedback": ""}]}
    )
    with pytest.raises(ValidationError) as refused:
        KIND.clean(value)
    assert set(refused.value.block_errors) == {"answers"}
