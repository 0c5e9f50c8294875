"""A statement, true or false."""

import pytest

from learning.questions import BY_SLUG

KIND = BY_SLUG["true_false"]


@pytest.mark.parametrize(
    ("answer", "is_true", "credit", "penalty"),
    [
        ("true", True, 1, 0),
        ("true", False, 0, 1),
        ("false", False, 1, 0),
        ("", False, 0, 0),
        ("True", True, 0, 0),
    ],
)
def test_one_of_two_is_right(sample, answer, is_true, credit, penalty):
    data = sample("true_false", is_true=is_true)
    assert (KIND.credit(data, answer), KIND.penalty(data, answer)) == (credit, penalty)


def test_the_page_is_the_same_whichever_is_right(sample, page_of):
    assert page_of(KIND, sample("true_false", is_true=True)) == page_of(
        KIND, sample("true_false", is_true=False)
    )


def test_each_answer_may_have_its_word(sample, corrected_page_of):
    data = sample("true_false", feedback_true="Relisez l’article 5.", feedback_false="Bien lu.")
    assert "Relisez" in corrected_page_of(KIND, data, answer="true")
    assert "Relisez" not in corrected_page_of(KIND, data, answer="false")
