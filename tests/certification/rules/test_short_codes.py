"""Short codes: twelve characters, said on the telephone, read as they come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from certification.rules.short_codes import ALPHABET, LENGTH, check_character, grouped, short_code, tidy_code

CODES = st.text(min_size=22, max_size=22).map(short_code)


def test_it_is_always_the_same_for_a_document_and_another_for_the_next():
    assert short_code("BoB7iXVDmdq73pLvIrIQzg") == short_code("BoB7iXVDmdq73pLvIrIQzg")
    assert len({short_code(f"document {number}") for number in range(2000)}) == 2000


def test_it_is_printed_by_fours():
    assert grouped("7H3K90MXQ2RB") == "7H3K-90MX-Q2RB"


@pytest.mark.parametrize(
    "typed",
    [
        "7H3K90MXQ2RB",
        "7h3k-90mx-q2rb",
        " 7H3K 90MX Q2RB ",
        "7H3K–9OMX—Q2RB",
        "7h3k\u00a09omx\u202fq2rb",
        "7.H.3.K.9.0.M.X.Q.2.R.B",
    ],
)
def test_it_is_read_as_people_type_it(typed):
    assert tidy_code(typed) == "7H3K90MXQ2RB"


@pytest.mark.parametrize("typed", ["i", "I", "l", "L", "1"])
def test_look_alikes_are_what_they_look_like(typed):
    body = "1" * 11
    assert tidy_code(typed * 11 + check_character(body)) == body + check_character(body)


@pytest.mark.parametrize(
    "typed",
    ["", "7H3K-90MX-Q2R", "7H3K-90MX-Q2RBB", "7H3K-90MX-Q2RU", "VAL-2026-0147", "7H3K-90MX-Q2R’", "é" * 12],
)
def test_what_is_none_is_none(typed):
    assert tidy_code(typed) == ""


@given(CODES)
def test_every_code_reads_back(code):
    assert len(code) == LENGTH and set(code) <= set(ALPHABET)
    assert tidy_code(grouped(code).lower()) == code


@given(CODES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_seen(code, place, other):
    wrong = code[:place] + other + code[place + 1 :]
    if other != code[place] and {other, code[place]} != {"0", "Z"}:
        assert tidy_code(wrong) == ""


@given(CODES, st.integers(0, LENGTH - 3))
def test_two_neighbours_swapped_are_seen(code, place):
    one, two = code[place], code[place + 1]
    if one != two and {one, two} != {"0", "Z"}:
        assert tidy_code(code[:place] + two + one + code[place + 2 :]) == ""
