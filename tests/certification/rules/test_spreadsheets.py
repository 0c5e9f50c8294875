import pytest

from certification.rules.spreadsheets import plain


@pytest.mark.parametrize("cell", ["=1+1", "+33 6", "-2", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_formula_is_made_text_again(cell):
    assert plain(cell) == f"'{cell}"


@pytest.mark.parametrize(
    ("cell", "words"), [("O’Brien-Éloïse", "O’Brien-Éloïse"), ("", ""), (None, ""), (12, "12")]
)
def test_anything_else_stands_as_it_is(cell, words):
    assert plain(cell) == words
