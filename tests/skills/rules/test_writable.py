"""What can be written in an office document stays, and nothing else."""

import pytest

from skills.rules.writable import paragraphs, writable


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Éloïse O’Brien", "Éloïse O’Brien"),
        ("جمعية 🎉 <b>&", "جمعية 🎉 <b>&"),
        ("a\x00b\x0bc\x1bd\x7fe", "abcd\x7fe"),
        ("a\ud800b\ufffec", "abc"),
        ("a\tb\nc\rd", "a\tb\nc\rd"),
    ],
)
def test_a_text(text, written):
    assert writable(text) == written


def test_all_the_texts_of_a_wording():
    assert writable({"a": ["x\x00", {"b": "y\x01"}], "n": 3}) == {"a": ["x", {"b": "y"}], "n": 3}


def test_lines_that_say_something():
    assert paragraphs(" un\r\n\n  deux \n") == ["un", "deux"]
    assert paragraphs("  ") == []
