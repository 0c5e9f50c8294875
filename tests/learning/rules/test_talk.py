import pytest

from learning.rules.talk import LONGEST, Refusal, refusal_of_message, state_after, tidy


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Bonjour\r\n\r\n\r\n\r\nMerci  ", "Bonjour\n\nMerci"),
        ("a\rb", "a\nb"),
        ("a\x00\u202eb\x07", "ab"),
        (" \n ", ""),
        ("<b>gras</b>", "<b>gras</b>"),
    ],
)
def test_words_are_plain_and_keep_their_lines(typed, kept):
    assert tidy(typed) == kept


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"text": "Bonjour"}, None),
        ({"text": ""}, Refusal.EMPTY),
        ({"text": "x" * LONGEST}, None),
        ({"text": "x" * (LONGEST + 1)}, Refusal.TOO_LONG),
        ({"text": "Bonjour", "is_closed": True}, Refusal.CLOSED),
        ({"text": "Bonjour", "is_from_team": True, "is_own": True}, Refusal.OWN),
        ({"text": "Bonjour", "is_from_team": True}, None),
        ({"text": "Bonjour", "is_own": True}, None),
    ],
)
def test_what_may_be_said(said, refusal):
    assert refusal_of_message(**said) == refusal


def test_the_team_answers_and_the_author_asks_again():
    assert state_after(is_from_team=True, is_from_author=False, state="open") == "answered"
    assert state_after(is_from_team=False, is_from_author=True, state="answered") == "open"
    assert state_after(is_from_team=False, is_from_author=False, state="answered") == "answered"
