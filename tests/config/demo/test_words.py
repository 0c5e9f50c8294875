"""The demo's words are complete, and set in French typography."""

import re

import pytest
from django.utils.html import strip_tags

from config.demo.words import typeset, words


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("l'association", "l’association"),
        ("Vrai ou faux : oui ?", "Vrai ou faux\u00a0: oui\u00a0?"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("153 000 €", "153\u00a0000\u00a0€"),
        ("https://exemple.fr", "https://exemple.fr"),
    ],
)
def test_french_typography_is_applied(written, printed):
    assert typeset(written) == printed


def lesson_text(sequence: dict) -> str:
    """All that a learner reads of a sequence's blocks."""

    def texts(value):
        if isinstance(value, str):
            yield strip_tags(value.replace("><", "> <"))
        elif isinstance(value, list):
            for item in value:
                yield from texts(item)
        elif isinstance(value, dict):
            for key, item in value.items():
                if key not in ("kind", "level"):
                    yield from texts(item)

    return " ".join(text for block in sequence["body"] for text in texts(block["value"]))


@pytest.mark.parametrize("module", words("modules"), ids=lambda module: module["code"])
class TestEachModule:
    def sequences(self, module):
        return words(f"lessons/{module['slug']}")["sequences"]

    def test_each_sequence_is_a_real_text_of_350_words_or_more(self, module):
        counts = {
            entry["title"]: len(re.findall(r"\w+", lesson_text(entry))) for entry in self.sequences(module)
        }
        assert len(counts) == 6
        assert not {title: count for title, count in counts.items() if count < 350}

    def test_each_sequence_has_headings_callouts_an_example_and_ends_on_key_points(self, module):
        for entry in self.sequences(module):
            kinds = [block["type"] for block in entry["body"]]
            assert kinds.count("heading") >= 2, entry["title"]
            assert "callout" in kinds and "worked_example" in kinds, entry["title"]
            assert kinds[-1] == "key_points", entry["title"]

    def test_minutes_add_up_to_the_duration_of_the_module(self, module):
        assert sum(entry["minutes"] for entry in self.sequences(module)) == module["duree_min"]

    def test_the_quiz_has_six_questions_with_an_explanation_each(self, module):
        assert len(module["quiz"]) == 6
        assert all(question["feedback"] and question["options"] for question in module["quiz"])

    def test_nothing_is_written_that_the_screen_font_lacks(self, module):
        assert "\u202f" not in str(words(f"lessons/{module['slug']}"))
