"""What counts as a name: no database."""

import pytest

from accounts.rules.names import NameProblem, problem_of, tidy


@pytest.mark.parametrize(
    "name",
    [
        "O’Brien-Éloïse",
        "Œuvrard d’Aÿ",
        "Zoé 🐝",
        "José Ángel",
        "明",
        "علي",
        "Anne-Lyse N’Diaye",
        "X",
        "👩‍🌾 Marie",
        "x" * 150,
    ],
)
def test_a_name_is_taken_as_the_person_writes_it(name):
    assert tidy(name) == name
    assert problem_of(name) is None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Ada   Lovelace ", "Ada Lovelace"),
        ("E\u0301loi\u0308se", "Éloïse"),
        ("Ada\u00a0Lovelace", "Ada Lovelace"),
        ("\n Ada \t", "Ada"),
        ("   ", ""),
    ],
)
def test_space_around_goes_and_accents_are_composed(written, kept):
    assert tidy(written) == kept


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", NameProblem.EMPTY),
        ("x" * 151, NameProblem.TOO_LONG),
        ("x" * 5000, NameProblem.TOO_LONG),
        ("Ada\nLovelace", NameProblem.INVISIBLE),
        ("Ada\x00", NameProblem.INVISIBLE),
        ("Ada\u202eecalevoL", NameProblem.INVISIBLE),
        ("Ada\u200b", NameProblem.INVISIBLE),
        ("Ada\ue000", NameProblem.INVISIBLE),
        ("🐝🐝", NameProblem.NO_LETTER),
        ("-- 12 --", NameProblem.NO_LETTER),
    ],
)
def test_what_could_not_be_read_or_printed_is_refused(name, problem):
    assert problem_of(name) is problem
