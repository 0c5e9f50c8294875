"""Which typed texts are an accepted spelling."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.matching_text import Tolerance, first_fitting, fits

EXACT = Tolerance(case=False)
CASE = Tolerance()
ACCENTS = Tolerance(accents=True)
ALL = Tolerance(accents=True, punctuation=True)


@pytest.mark.parametrize(
    ("typed", "spelling", "tolerance", "expected"),
    [
        ("Bilan", "Bilan", EXACT, True),
        ("bilan", "Bilan", EXACT, False),
        ("bilan", "Bilan", CASE, True),
        ("  le   bilan ", "le bilan", EXACT, True),
        ("fonds dedies", "fonds dédiés", CASE, False),
        ("fonds dedies", "fonds dédiés", ACCENTS, True),
        ("oeuvre", "œuvre", ACCENTS, True),
        ("ŒUVRE", "oeuvre", ACCENTS, True),
        ("ŒUVRE", "OEUVRE", Tolerance(case=False, accents=True), True),
        ("œuvre", "oeuvre", CASE, False),
        ("e\u0301lan", "élan", EXACT, True),
        ("l'emploi", "l’emploi", EXACT, True),
        ("« oui »", "“ oui ”", EXACT, True),
        ("procès-verbal", "proces verbal", ACCENTS, False),
        ("procès-verbal !", "proces verbal", ALL, True),
        ("aujourdhui", "aujourd’hui", ALL, True),
        ("", "", EXACT, False),
        ("", "*", EXACT, False),
        ("n’importe quoi", "*", EXACT, True),
        ("fonds dédiés", "fonds dédié*", EXACT, True),
        ("fonds dédié", "fonds dédié*", EXACT, True),
        ("les fonds dédiés", "fonds dédié*", EXACT, False),
        ("un produit très constaté", "*produit*constaté", EXACT, True),
        ("constaté produit", "*produit*constaté", EXACT, False),
        ("abc", "a*b*c", EXACT, True),
        ("aba", "ab*ba", EXACT, False),
        ("axbxc", "a*b*b*c", EXACT, False),
        ("3*2", r"3\*2", EXACT, True),
        ("3x2", r"3\*2", EXACT, False),
    ],
)
def test_what_counts_is_what_the_author_says(typed, spelling, tolerance, expected):
    assert fits(typed, spelling, tolerance) is expected


def test_the_first_spelling_that_fits_decides():
    assert first_fitting("bilan", ["compte", "bil*", "bilan"], CASE) == 1
    assert first_fitting("annexe", ["compte", "bil*"], CASE) is None


@given(st.text(), st.text())
def test_nothing_typed_makes_it_fail(typed, spelling):
    for tolerance in (EXACT, CASE, ALL):
        assert fits(typed, spelling, tolerance) in (True, False)


def test_many_stars_take_no_time():
    begun = time.perf_counter()
    fits("a" * 100_000, "*".join("a" * 120) + "b", CASE)
    assert time.perf_counter() - begun < 0.5
