"""What is shared by a link, for how long, and what its address is worth."""

from datetime import UTC, datetime, timedelta

import pytest

from skills.rules.sharing import (
    BYTES_EACH,
    MOST_BYTES,
    MOST_OPEN,
    Address,
    Problem,
    initials,
    problem_with_choice,
    problem_with_page,
    weight,
    worth,
)

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
LATER, BEFORE = NOW + timedelta(seconds=1), NOW - timedelta(days=1)


@pytest.mark.parametrize(
    ("closed", "replaced", "expires_at", "expected"),
    [
        (False, False, LATER, Address.OPEN),
        (False, True, LATER, Address.REPLACED),
        (False, False, NOW, Address.EXPIRED),
        (False, True, BEFORE, Address.EXPIRED),
        (True, False, LATER, Address.CLOSED),
        (True, True, LATER, Address.CLOSED),
        (True, False, BEFORE, Address.CLOSED),
    ],
)
def test_what_an_address_is_worth(closed, replaced, expires_at, expected):
    assert worth(closed=closed, replaced=replaced, expires_at=expires_at, now=NOW) == expected


@pytest.mark.parametrize(
    ("missions", "claims", "evidence", "days", "expected"),
    [
        ([1], [], {}, 7, None),
        ([], [5], {}, 30, None),
        ([1, 2], [5], {8: 1, 9: 2}, 90, None),
        ([], [], {}, 7, Problem.NOTHING),
        ([], [], {8: 1}, 7, Problem.NOTHING),
        ([2], [], {8: 1}, 7, Problem.ALONE),
        ([], [5], {8: 1}, 7, Problem.ALONE),
        ([1], [], {8: None}, 7, Problem.GONE),
        ([1], [], {}, 0, Problem.DAYS),
        ([1], [], {}, 365, Problem.DAYS),
    ],
)
def test_what_may_be_ticked(missions, claims, evidence, days, expected):
    found = problem_with_choice(missions=missions, claims=claims, evidence=evidence, days=days)
    assert found == expected


@pytest.mark.parametrize(
    ("length", "open_now", "expected"),
    [
        (10, 0, None),
        (MOST_BYTES - BYTES_EACH, MOST_OPEN - 1, None),
        (MOST_BYTES - BYTES_EACH + 1, 0, Problem.TOO_LONG),
        (10, MOST_OPEN, Problem.TOO_MANY),
    ],
)
def test_a_page_is_short_and_few_are_open(length, open_now, expected):
    assert problem_with_page(shown={"name": "x" * length}, open_now=open_now) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("abc", 3),
        ("é", 2),
        ("<&", 9),
        (7, 0),
        (None, 0),
        ([], 0),
        (["ab", "c"], 3),
        ({}, BYTES_EACH),
        ({"a": "b", "c": [{"d": "ef"}]}, 2 * BYTES_EACH + 3),
    ],
)
def test_what_words_weigh(value, expected):
    assert weight(value) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ada Lovelace", "A. L."),
        ("Éloïse O’Brien", "É. O."),
        ("Jean-Paul Martin", "J.-P. M."),
        ("ada", "A."),
        ("  Ada   ", "A."),
        ("« Ada » -", "A."),
        ("Marie d’Ys", "M. D."),
        ("李 明", "李. 明."),
        ("", ""),
        ("🙂", ""),
    ],
)
def test_initials(name, expected):
    assert initials(name) == expected
