"""Other people's files, read where they lie. They are no part of the project: without them, nothing here is tested."""

import json
import re
from pathlib import Path

import pytest

from learning.actions.import_questions import import_questions
from learning.exchange.gift.tokens import BLANK, entries
from learning.exchange.texts import decoded
from learning.models import QuestionBank

SHARED = Path("/work/shared/interop/questions")
pytestmark = pytest.mark.skipif(
    not SHARED.exists(), reason="The files of other people are not on this machine."
)

# found, imported; the reasons of the others are read below.
COUNTS = {
    "gift/moodle_examples.gift.txt": (43, 43),
    "gift/moodle_questions.gift.txt": (9, 9),
    "gift/moodle_questions_in_category.gift.txt": (4, 4),
    "moodlexml/fr_amc_QCM.xml": (13, 9),
    "moodlexml/fr_amc_numerical.xml": (5, 5),
    "moodlexml/fr_esme_all_examples.xml": (10, 6),
    "moodlexml/moodle_broken_cloze_questions.xml": (5, 0),
    "moodlexml/moodle_categories_reverse_order.xml": (2, 2),
    "moodlexml/moodle_category_with_description.xml": (1, 1),
    "moodlexml/moodle_export_category.xml": (1, 1),
    "moodlexml/moodle_multichoice.xml": (1, 1),
    "moodlexml/moodle_nested_categories.xml": (1, 1),
    "moodlexml/moodle_nested_categories_with_questions.xml": (5, 5),
    "moodlexml/moodle_old_format_file.xml": (2, 2),
    "moodlexml/moodle_sample_questions_with_old_image_tag.xml": (2, 2),
}


@pytest.fixture
def bank(house):
    return QuestionBank.objects.create(structure=house, title="Banque", slug="banque")


def take(bank, name, **options):
    return import_questions(
        bank=bank, content=(SHARED / name).read_bytes(), actor=None, filename=name, **options
    )


@pytest.mark.parametrize("name", COUNTS)
def test_every_file_goes_in_with_an_exact_count(bank, name):
    dry = take(bank, name, dry_run=True)
    assert bank.questions.count() == 0
    report = take(bank, name)
    assert (report.found, report.imported) == COUNTS[name]
    assert dry == report
    assert bank.questions.count() == report.imported == sum(report.per_kind.values())
    assert report.found == report.imported + len(report.skipped)
    assert all(remark.line > 0 and remark.reason for remark in report.skipped)


@pytest.mark.parametrize("name", COUNTS)
def test_importing_twice_doubles_nothing(bank, name):
    first, second = take(bank, name), take(bank, name)
    assert second.imported == 0
    assert bank.questions.count() == first.imported


def test_the_count_is_that_of_the_index():
    index = json.loads((SHARED.parent / "index.json").read_text())
    told = {entry["file"].removeprefix("questions/"): entry["expected"] for entry in index}
    for name, (found, _imported) in COUNTS.items():
        assert int(told[name].split()[0]) == found, name


def test_kinds_of_the_documented_examples(bank):
    report = take(bank, "gift/moodle_examples.gift.txt")
    choices = report.per_kind["single_choice"] + report.per_kind["multiple_choice"]
    kinds = (
        choices,
        *(report.per_kind[kind] for kind in ("true_false", "short_text", "numeric", "matching")),
    )
    assert kinds == (18, 5, 9, 8, 3)


# --- What an independent grammar reads in the same text


def same(text, expected):
    """Spaces aside: where the grammar joins lines, we keep them."""
    return re.sub(r"\s+", "", text or "") == re.sub(r"\s+", "", expected or "")


def stem_of(entry):
    space = BLANK if entry.after else ""
    return f"{entry.stem.text}{space}{entry.after}"


PEG = sorted((SHARED / "gift" / "peg").glob("*.gift")) if SHARED.exists() else []


@pytest.mark.parametrize("path", PEG, ids=lambda path: path.stem)
def test_the_same_questions_as_an_independent_grammar(path):
    expected = [one for one in json.loads(path.with_suffix(".json").read_text()) if one["type"] != "Category"]
    read = entries(decoded(path.read_bytes()))
    assert len(read) == len(expected)
    for entry, other in zip(read, expected, strict=True):
        assert not entry.error
        assert entry.type == other["type"]
        assert entry.title == (other["title"] or "")
        assert entry.stem.format == other["stem"]["format"]
        assert same(stem_of(entry), other["stem"]["text"])
        assert list(entry.tags) == (other.get("tags") or [])
        general = other.get("globalFeedback")
        assert same(
            entry.general_feedback.text if entry.general_feedback else "", general and general["text"]
        )
        if entry.type == "TF":
            assert entry.is_true == other["isTrue"]
            said = [other["trueFeedback"], other["falseFeedback"]]
            assert [text and text.text for text in entry.feedbacks] == [
                text and text["text"] for text in said
            ]
        if entry.type in ("MC", "Short"):
            compare_choices(entry, other["choices"])
        if entry.type == "Matching":
            for answer, pair in zip(entry.answers, other["matchPairs"], strict=True):
                left, _arrow, right = answer.text.text.partition("->")
                assert (left.strip(), right.strip()) == (pair["subquestion"]["text"], pair["subanswer"])
                assert answer.text.format == pair["subquestion"]["format"]


def compare_choices(entry, choices):
    assert len(entry.answers) == len(choices)
    for answer, choice in zip(entry.answers, choices, strict=True):
        assert (answer.sign == "=") == choice["isCorrect"]
        assert answer.weight == choice["weight"]
        assert same(answer.text.text, choice["text"]["text"])
        assert answer.text.format == choice["text"]["format"]
        feedback = choice["feedback"]
        assert same(answer.feedback.text if answer.feedback else "", feedback and feedback["text"])
