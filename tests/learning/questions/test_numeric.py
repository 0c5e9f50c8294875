"""A number, typed, with or without its unit."""

from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from learning.questions import BY_SLUG

KIND = BY_SLUG["numeric"]
NEAR = [{"value": "2,5", "tolerance": "0,1", "tolerance_kind": "absolute", "credit": 100, "feedback": ""}]
SHARE = [
    {"value": "200", "tolerance": "5", "tolerance_kind": "percent", "credit": 100, "feedback": ""},
    {"value": "200", "tolerance": "20", "tolerance_kind": "percent", "credit": 40, "feedback": ""},
]


@pytest.mark.parametrize(
    ("answer", "fields", "credit"),
    [
        ("153000", {}, "1"),
        ("153 000", {}, "1"),
        ("153\u202f000 €", {}, "1"),
        ("153.000 euros", {}, "1"),
        ("153 000 EUR", {}, "1"),
        ("153 000 km", {}, "0"),
        ("153 001", {}, "0"),
        ("23 100", {}, "0"),
        ("cent cinquante", {}, "0"),
        ("153 000", {"unit_policy": "required"}, "0"),
        ("153 000 €", {"unit_policy": "required"}, "1"),
        ("153 000 €", {"unit": ""}, "0"),
        ("153 000", {"unit": "", "unit_policy": "required"}, "1"),
        ("2,6", {"answers": NEAR}, "1"),
        ("2.4", {"answers": NEAR}, "1"),
        ("2,61", {"answers": NEAR}, "0"),
        ("190", {"answers": SHARE}, "1"),
        ("230", {"answers": SHARE}, "2/5"),
        ("241", {"answers": SHARE}, "0"),
    ],
)
def test_a_number_near_enough_earns_its_share(sample, answer, fields, credit):
    assert KIND.credit(sample("numeric", **fields), answer) == Fraction(credit)


def test_a_known_wrong_number_gets_its_word(sample, corrected_page_of):
    assert "convention" in corrected_page_of(KIND, sample("numeric"), answer="23 000 €")


@pytest.mark.parametrize(("policy", "in_sight"), [("shown", True), ("optional", False), ("required", False)])
def test_the_unit_is_in_sight_only_where_it_is_no_part_of_the_answer(sample, page_of, policy, in_sight):
    assert ("€" in page_of(KIND, sample("numeric", unit_policy=policy))) is in_sight


def test_the_expected_number_is_told_with_its_tolerance_and_unit(sample):
    data = sample("numeric", answers=SHARE)
    assert KIND.corrected(data, "1", order=[])["expected"] == ["200 ± 5\u00a0% €"]
    assert KIND.corrected(sample("numeric"), "1", order=[])["expected"] == ["153 000 €"]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"answers": [NEAR[0] | {"value": "beaucoup"}]}, "answers"),
        ({"answers": [NEAR[0] | {"tolerance": "-1"}]}, "answers"),
        ({"answers": [NEAR[0] | {"tolerance": "un peu"}]}, "answers"),
        ({"answers": [NEAR[0] | {"credit": 50}]}, "answers"),
        ({"unit": " ; ", "unit_policy": "required"}, "unit"),
    ],
)
def test_an_author_is_told_which_field_is_wrong(fields, field):
    with pytest.raises(ValidationError) as refused:
        KIND.clean(KIND.to_python(KIND.meta.preview_value | fields))
    assert set(refused.value.block_errors) == {field}
