"""Where, when, how long: what is kept of a mission, and what is not."""

from datetime import date
from decimal import Decimal

import pytest

from skills.rules.missions import (
    Problem,
    days_of,
    first_screen,
    hours_in_all,
    problem_with_hours,
    problem_with_period,
    rna_of,
    search_name,
    telling_words,
    told,
)

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("W761234567", "W761234567"),
        (" w76 123 4567 ", "W761234567"),
        ("W76-1234567", "W761234567"),
        ("W9R1001234", "W9R1001234"),
        ("W76123456", ""),
        ("W7612345678", ""),
        ("761234567", ""),
        ("X761234567", ""),
        ("W76A234567", ""),
        ("", ""),
        ("Les Amis", ""),
    ],
)
def test_an_rna_number_is_a_w_and_nine_signs(typed, number):
    assert rna_of(typed) == number


@pytest.mark.parametrize(
    ("name", "searched", "words"),
    [
        ("Les Nuits de Valmont", "les nuits de valmont", ["valmont", "nuits"]),
        ("L’Œuvre d’Éloïse !", "l oeuvre d eloise", ["eloise", "oeuvre"]),
        ("Les Amis", "les amis", ["amis", "les"]),
        ("…", "", []),
    ],
)
def test_a_name_is_looked_for_by_what_tells_it_from_others(name, searched, words):
    assert search_name(name) == searched
    assert telling_words(name) == words


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "problem"),
    [
        (date(2026, 7, 3), date(2026, 7, 6), None),
        (date(2026, 7, 3), date(2026, 7, 3), None),
        (date(2026, 7, 3), None, None),
        (TODAY, TODAY, None),
        (None, None, Problem.NO_START),
        (None, TODAY, Problem.NO_START),
        (date(1926, 7, 3), None, Problem.TOO_OLD),
        (date(2026, 11, 27), None, Problem.NOT_BEGUN),
        (date(2026, 7, 3), date(2026, 7, 2), Problem.ENDS_BEFORE),
        (date(2026, 7, 3), date(2026, 12, 2), Problem.ENDS_LATER),
    ],
)
def test_a_period(starts_on, ends_on, problem):
    assert problem_with_period(starts_on=starts_on, ends_on=ends_on, today=TODAY) == problem


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "days"),
    [
        (date(2026, 7, 3), date(2026, 7, 6), 4),
        (date(2026, 11, 20), None, 7),
        (date(2026, 11, 20), date(2027, 1, 1), 7),
        (date(2026, 12, 20), None, 1),
    ],
)
def test_days_are_counted_until_today_at_most(starts_on, ends_on, days):
    assert days_of(starts_on=starts_on, ends_on=ends_on, today=TODAY) == days


SPAN = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 6, 30), "today": TODAY}
WEEKEND = {"starts_on": date(2026, 7, 3), "ends_on": date(2026, 7, 4), "today": TODAY}


@pytest.mark.parametrize(
    ("hours", "rhythm", "span", "total"),
    [
        ("24", "total", SPAN, "24"),
        ("24.5", "total", SPAN, "24.5"),
        ("2", "week", SPAN, "52"),
        ("4", "month", SPAN, "24"),
        ("3", "week", WEEKEND, "3"),
        ("3", "month", WEEKEND, "3"),
    ],
)
def test_hours_are_counted_or_estimated(hours, rhythm, span, total):
    assert hours_in_all(hours=Decimal(hours), rhythm=rhythm, **span) == Decimal(total)


@pytest.mark.parametrize(
    ("hours", "rhythm", "span", "problem"),
    [
        (None, "week", SPAN, None),
        ("2", "week", SPAN, None),
        ("0", "week", SPAN, Problem.NO_HOURS),
        ("-1", "total", SPAN, Problem.NO_HOURS),
        ("112", "week", SPAN, None),
        ("113", "week", SPAN, Problem.TOO_MANY_HOURS),
        ("113", "week", WEEKEND, Problem.TOO_MANY_HOURS),
        ("20", "week", WEEKEND, None),
        ("32", "total", WEEKEND, None),
        ("60", "total", WEEKEND, Problem.TOO_MANY_HOURS),
    ],
)
def test_nobody_gives_more_than_sixteen_hours_a_day(hours, rhythm, span, problem):
    given = None if hours is None else Decimal(hours)
    assert problem_with_hours(hours=given, rhythm=rhythm, **span) == problem


@pytest.mark.parametrize(
    ("facts", "missing", "screen"),
    [
        ((True, "Aide", TODAY, "Oui"), (), "competencies"),
        ((False, "", None, ""), ("association", "time", "story"), "association"),
        ((True, " ", TODAY, "Oui"), ("association",), "association"),
        ((True, "Aide", None, "Oui"), ("time",), "time"),
        ((True, "Aide", TODAY, " "), ("story",), "story"),
    ],
)
def test_a_mission_is_told_once_each_screen_is(facts, missing, screen):
    names = ("has_association", "role", "starts_on", "activities")
    answer = told(**dict(zip(names, facts, strict=True)))
    assert answer.missing == missing
    assert bool(answer) is not bool(missing)
    assert first_screen(answer.missing) == screen
