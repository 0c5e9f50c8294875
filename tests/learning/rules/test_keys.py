"""Keys that one reads aloud and types on a phone."""

import random

import pytest

from learning.rules.keys import LENGTH, SIGNS, new_key, shown_key, typed_key


def test_no_sign_is_mistaken_for_another():
    assert not set(SIGNS) & set("O0IL1S5B8Z2UV")
    assert len(SIGNS) ** LENGTH > 10**10


def test_a_new_key_is_kept_without_its_dash_and_shown_with_it():
    key = new_key(random.Random(1).choice)
    assert typed_key(key) == key
    assert typed_key(shown_key(key)) == key


@pytest.mark.parametrize("typed", ["acde-fghj", "ACDEFGHJ", " ac de fg hj ", "Acde–Fghj", "acde.fghj"])
def test_capitals_spaces_and_dashes_make_no_difference(typed):
    assert typed_key(typed) == "ACDEFGHJ"


@pytest.mark.parametrize("typed", ["", "ACDE", "ACDEFGHJK", "ACDEFGH0", "ACDE FGHÉ", "'; --"])
def test_what_can_be_no_key_is_none(typed):
    assert typed_key(typed) == ""
