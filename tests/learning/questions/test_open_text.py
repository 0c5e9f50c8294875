"""A text that a person reads."""

import pytest
from django.core.exceptions import ValidationError

from learning.questions import BY_SLUG

KIND = BY_SLUG["open_text"]


def test_a_person_marks_it(sample):
    assert KIND.is_marked_by_person
    assert KIND.credit(sample("open_text"), "Un texte parfait") == 0
    assert not KIND.can_mark(sample("open_text"), sample("open_text"))


def test_the_reader_has_its_criteria_and_the_learner_their_titles_only(sample, page_of):
    data = sample("open_text")
    assert [one["points"] for one in KIND.criteria_of(data)] == [2, 1, 1]
    assert "Ce que cela montre" in page_of(KIND, data)
    assert "Le poids réel" not in page_of(KIND, data)


@pytest.mark.parametrize(
    ("words", "least", "most", "complete"),
    [
        (0, None, None, False),
        (1, None, None, True),
        (19, 20, 30, False),
        (20, 20, 30, True),
        (31, 20, 30, False),
        (31, None, 30, False),
        (31, 20, None, True),
    ],
)
def test_it_is_complete_within_the_words_asked_for(sample, words, least, most, complete):
    data = sample("open_text", min_words=least, max_words=most)
    assert KIND.is_complete(data, "mot " * words) is complete


def test_a_text_keeps_its_lines_and_reads_as_it_was_written(sample, corrected_page_of):
    html = corrected_page_of(KIND, sample("open_text"), answer="Un\n\nDeux <b>")
    assert "<p>Un</p>" in html
    assert "Deux &lt;b&gt;" in html


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"points": 5}, "points"),
        ({"min_words": 50, "max_words": 40}, "min_words"),
        ({"criteria": []}, "criteria"),
    ],
)
def test_an_author_is_told_which_field_is_wrong(fields, field):
    with pytest.raises(ValidationError) as refused:
        KIND.clean(KIND.to_python(KIND.meta.preview_value | fields))
    assert field in refused.value.block_errors
