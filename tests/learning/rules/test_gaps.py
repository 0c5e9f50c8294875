"""Texts with gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.gaps import numbers, pieces


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("", []),
        ("Rien", ["Rien"]),
        ("[[1]]", [1]),
        ("Un [[1]] et [[ 2 ]].", ["Un ", 1, " et ", 2, "."]),
        ("[[1]][[2]]", [1, 2]),
        ("[[x]] [1] [[123]]", ["[[x]] [1] [[123]]"]),
    ],
)
def test_a_text_is_cut_at_its_gaps(text, cut):
    assert pieces(text) == cut
    assert numbers(text) == [piece for piece in cut if isinstance(piece, int)]


@given(st.text(alphabet="[]0123456789 a"))
def test_no_text_makes_it_fail(text):
    assert [piece for piece in pieces(text) if isinstance(piece, int)] == numbers(text)
