"""Names stay as people write them; initials stand for them."""

import pytest

from certification.rules.names import initials, tidy_name


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("Thomas Guérin", "Thomas Guérin"),
        ("  Thomas \n Guérin ", "Thomas Guérin"),
        ("E\u0301loïse", "Éloïse"),
        ("Marie\u200bLou\u202e", "MarieLou"),
        ("Ana\u00a0Sœur", "Ana Sœur"),
        ("<b>O'Brien</b>", "<b>O'Brien</b>"),
        ("Zoé 🎉", "Zoé 🎉"),
        ("\x00\x1b", ""),
    ],
)
def test_a_name_is_composed_on_one_line_and_otherwise_untouched(name, tidy):
    assert tidy_name(name) == tidy


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Thomas Guérin", "T. G."),
        ("Jean-Pierre d’Ormesson", "J.-P. d’O."),
        ("Sinéad O'Brien", "S. O’B."),
        ("Éloïse", "É."),
        ("Zoé 🎉", "Z."),
        ("- Ana -", "A."),
        ("🎉", "…"),
        ("", "…"),
    ],
)
def test_initials_say_no_more_than_they_must(name, short):
    assert initials(name) == short
