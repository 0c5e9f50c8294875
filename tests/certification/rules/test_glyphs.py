"""What a font cannot draw is found before it prints blank."""

import pytest

from certification.rules.glyphs import drawable, missing, without_pictures

LATIN = frozenset(map(ord, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZéÉœ’-–· \u00a0"))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("e\u0301", "é"),
        ("C\u02bch", "C’h"),
        ("a\u202fb", "a\u00a0b"),
        ("sous\u2011titre", "sous-titre"),
        ("co\u00adop\u200bé", "coopé"),
        ("Ж", "Ж"),
    ],
)
def test_look_alikes_stand_in_and_the_unseen_goes(text, drawn):
    assert drawable(text, LATIN) == drawn


@pytest.mark.parametrize(
    ("text", "kept"),
    [("Compta 🎉 pour tous", "Compta pour tous"), ("🎉 Fête", "Fête"), ("Жar", "Жar"), ("œ", "œ")],
)
def test_pictures_go_and_letters_never(text, kept):
    assert without_pictures(text, LATIN | {ord("ê")}) == kept


def test_each_missing_character_is_named_once_in_order():
    assert missing("Жar Ω Ж\n🎉", LATIN) == "ЖΩ🎉"
    assert missing("cœur", LATIN) == ""
