"""Several right answers among several."""

from fractions import Fraction

import pytest

from learning.questions import BY_SLUG

KIND = BY_SLUG["multiple_choice"]


@pytest.mark.parametrize(
    ("answer", "partial", "credit", "penalty"),
    [
        (["0", "1"], "all", "1", "0"),
        (["0"], "all", "0", "1/8"),
        (["0"], "share", "1/2", "0"),
        (["0", "2"], "share", "0", "1/8"),
        (["0", "1", "2"], "share", "0", "1/8"),
        (["2"], "share", "0", "1/8"),
        ([], "share", "0", "0"),
    ],
)
def test_right_choices_count_as_the_author_chooses(sample, answer, partial, credit, penalty):
    data = sample("multiple_choice", partial=partial)
    assert KIND.credit(data, answer) == Fraction(credit)
    assert KIND.penalty(data, answer) == Fraction(penalty)


def test_the_page_is_the_same_whichever_is_right(sample, page_of):
    offered = sample("multiple_choice")["choices"]
    turned = [choice | {"correct": not choice["correct"]} for choice in offered]
    assert page_of(KIND, sample("multiple_choice", choices=turned)) == page_of(
        KIND, sample("multiple_choice")
    )


def test_who_chose_an_answer_reads_the_word_on_it(sample, corrected_page_of):
    data = sample("multiple_choice")
    assert "Il regarde l’avenir." in corrected_page_of(KIND, data, answer=["2"])
    assert "Il regarde l’avenir." not in corrected_page_of(KIND, data, answer=["0"])
