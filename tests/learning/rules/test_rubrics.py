"""What a rubric adds up to, and how levels are chosen on it."""

import pytest

from learning.rules.rubrics import Total, appraised, total, unchosen


def criterion(label: str, *points: int, chosen: int | None = None) -> dict:
    levels = [{"label": f"Niveau {n}", "description": "", "points": points[n]} for n in range(len(points))]
    return {"label": label, "levels": levels, "chosen": chosen, "comment": ""}


WORDS_ONLY = {"label": "Ton", "levels": [{"label": "À revoir"}, {"label": "Juste"}], "chosen": 1}


@pytest.mark.parametrize(
    ("rubric", "expected"),
    [
        ([], Total(0, 0)),
        ([criterion("Clarté", 0, 2, 4, chosen=1)], Total(2, 4)),
        ([criterion("Clarté", 0, 2, 4, chosen=0)], Total(0, 4)),
        # Nobody looked at it yet: it earns nothing, and counts.
        ([criterion("Clarté", 1, 2, 4)], Total(0, 4)),
        ([criterion("Clarté", 0, 4, chosen=1), criterion("Droit", 0, 6, chosen=1)], Total(10, 10)),
        # The best level is not always the last.
        ([criterion("Longueur", 0, 3, 1, chosen=2)], Total(1, 3)),
        ([WORDS_ONLY], Total(0, 0)),
        ([WORDS_ONLY, criterion("Clarté", 0, 4, chosen=1)], Total(4, 4)),
        ([criterion("Sans niveau")], Total(0, 0)),
        ([{"label": "Jamais vu", "levels": [{"points": 2}]}], Total(0, 2)),
    ],
)
def test_a_rubric_adds_up_the_chosen_levels_out_of_the_best(rubric, expected):
    assert total(rubric) == expected


def test_the_criteria_without_a_level_are_named_in_order():
    rubric = [criterion("A", 0, 1), criterion("B", 0, 1, chosen=0), {"label": "C", "levels": []}]
    assert unchosen(rubric) == ["A", "C"]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ({0: 0, 1: 2}, [0, 2]),
        ({0: 1}, [1, None]),
        ({}, [None, None]),
        ({0: 2, 1: 3}, [None, None]),  # levels that they do not have
        ({0: -1, 1: 0}, [None, 0]),
        ({7: 1}, [None, None]),
    ],
)
def test_only_a_level_of_the_criterion_is_chosen(levels, expected):
    rubric = [criterion("A", 0, 1, chosen=1), criterion("B", 0, 1, 2)]
    assert [one["chosen"] for one in appraised(rubric, levels, {})] == expected


def test_an_appraisal_keeps_the_words_and_leaves_the_rubric_as_it_was():
    rubric = [criterion("A", 0, 1), criterion("B", 0, 1)]
    found = appraised(rubric, {0: 1}, {1: "Précisez."})
    assert [one["comment"] for one in found] == ["", "Précisez."]
    assert [(one["label"], one["levels"]) for one in found] == [(o["label"], o["levels"]) for o in rubric]
    assert rubric == [criterion("A", 0, 1), criterion("B", 0, 1)]
