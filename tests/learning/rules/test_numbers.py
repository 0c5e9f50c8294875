"""Numbers as people type them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.rules.numbers import is_near, number, typed_number

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("text", "readings", "unit"),
    [
        ("12", ["12"], ""),
        ("-12", ["-12"], ""),
        ("−12", ["-12"], ""),
        ("+12", ["12"], ""),
        ("1,5", ["1.5"], ""),
        ("1.5", ["1.5"], ""),
        (",5", ["0.5"], ""),
        (".5", ["0.5"], ""),
        ("153 000", ["153000"], ""),
        (f"153{NBSP}000", ["153000"], ""),
        (f"1{THIN}234{THIN}567,25", ["1234567.25"], ""),
        ("153.000", ["153", "153000"], ""),
        ("0.500", ["0.5"], ""),
        ("1.234.567", ["1234567"], ""),
        ("1.234,5", ["1234.5"], ""),
        ("1,234.5", ["1234.5"], ""),
        ("2e3", ["2000"], ""),
        ("1,5e-2", ["0.015"], ""),
        ("153 000 €", ["153000"], "€"),
        ("€ 153", ["153"], "€"),
        ("12 km/h", ["12"], "km/h"),
        ("15%", ["15"], "%"),
        ("12 euros", ["12"], "euros"),
    ],
)
def test_a_number_reads_as_it_is_written_in_french(text, readings, unit):
    typed = typed_number(text)
    assert [str(value) for value in typed.readings] == [str(Fraction(one)) for one in readings]
    assert typed.unit == unit


@pytest.mark.parametrize(
    "text",
    ["", "douze", "€", "1 2", "15 30 00", "12 ou 13", "1,2,3.4,5", "1.2.3", "9" * 61, "1e999999", "²", "1/0"],
)
def test_what_is_no_number_is_not_guessed(text):
    assert typed_number(text) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("153 000", Fraction(153000)), ("153 000 €", None), ("", None), ("0,1", Fraction(1, 10))],
)
def test_an_author_writes_a_number_alone(text, expected):
    assert number(text) == expected


@pytest.mark.parametrize(
    ("value", "expected", "tolerance", "percent", "near"),
    [
        ("10", "10", "0", False, True),
        ("10.1", "10", "0.1", False, True),
        ("10.11", "10", "0.1", False, False),
        ("9.9", "10", "0.1", False, True),
        ("101", "100", "1", True, True),
        ("-101", "-100", "1", True, True),
        ("102", "100", "1", True, False),
        ("0", "0", "50", True, True),
    ],
)
def test_the_ends_of_the_tolerance_are_included(value, expected, tolerance, percent, near):
    value, expected, tolerance = Fraction(value), Fraction(expected), Fraction(tolerance)
    assert is_near(value, expected, tolerance=tolerance, percent=percent) is near


@given(st.text())
def test_nothing_typed_makes_it_fail(text):
    typed = typed_number(text)
    assert typed is None or typed.readings


@given(st.text(alphabet="0123456789 .,eE+-€", max_size=70))
def test_nothing_that_looks_like_a_number_makes_it_fail(text):
    typed = typed_number(text)
    assert typed is None or all(isinstance(value, Fraction) for value in typed.readings)
