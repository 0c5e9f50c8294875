"""What a file may bring into a bank, however it was written: taken as our kinds want it, or skipped with a reason."""

import base64
import json
import random

import pytest

from learning.actions.import_questions import import_questions, made_ready
from learning.exchange.base import Foreign, Found, Skipped
from learning.exchange.to_blocks import FOREIGN
from learning.models import QuestionBank
from learning.questions import BY_SLUG as KINDS
from learning.questions.asked import plain

OPINION = {"points": 0, "statements": ["Je sais convoquer."], "scale": ["Non", "Oui"]}


@pytest.fixture
def bank(house):
    return QuestionBank.objects.create(structure=house, title="Banque", slug="banque")


@pytest.fixture
def take(bank):
    """A function that imports a file: the reasons of what was skipped."""

    def take(content: bytes, imported: int = 0) -> list[str]:
        dry = import_questions(bank=bank, content=content, actor=None, dry_run=True)
        report = import_questions(bank=bank, content=content, actor=None)
        assert report == dry
        assert report.imported == bank.questions.count() == imported
        return [remark.reason for remark in report.skipped]

    return take


def quiz(kind: str, inner: str, *, text: str = "Votre avis", file: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><quiz><question type="{kind}"><name><text>Une</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text>{file}</questiontext>{inner}</question></quiz>'
    ).encode()


def carried(value, kind="likert") -> bytes:
    """A kind of ours, as a file carries it."""
    told = json.dumps({"kind": kind, "value": value})
    return quiz("description", f"<essaim><![CDATA[{told}]]></essaim>")


def nested(depth: int) -> list:
    held: list = []
    for _level in range(depth):
        held = [held]
    return held


TRUE = '<answer fraction="100"><text>true</text></answer>'


def test_a_picture_that_cannot_be_read_skips_its_question_and_names_it(take):
    content = base64.b64encode(b"\x89PNG something").decode()
    file = f'<file name="plan.png" encoding="base64">{content}</file>'
    text = '<img src="@@PLUGINFILE@@/plan.png" alt="Un plan">Vrai ?'
    [reason] = take(quiz("truefalse", TRUE, text=text, file=file))
    assert "plan.png" in reason


def test_what_a_kind_does_not_allow_is_told_in_its_words(take):
    assert take(carried(OPINION | {"scale": ["Une seule"]})) == ["Le nombre minimum d'éléments est 2"]
    assert take(carried(OPINION | {"points": "beaucoup"})) == ["Saisissez un nombre entier."]


@pytest.mark.parametrize(
    "value",
    [
        OPINION | {"statements": 5},
        OPINION | {"statements": None},
        OPINION | {"statements": "abc"},
        OPINION | {"statements": {"a": 1}},
        OPINION | {"statements": [{"image": 3}]},
        OPINION | {"statements": [["a"]]},
        OPINION | {"statements": nested(400)},
        OPINION | {"statements": ["\ud800"]},
        OPINION | {"scale": [{"image": "3"}, "Oui"]},
        OPINION | {"points": [0]},
    ],
    ids=str,
)
def test_what_is_carried_for_us_is_skipped_where_it_has_another_shape(take, value):
    [reason] = take(carried(value))
    assert reason


@pytest.mark.parametrize("kind", ["true_false", "draw", "", "inconnue"])
def test_only_kinds_that_no_format_knows_come_as_they_were_written(take, kind):
    [reason] = take(carried({"prompt": "Vrai ?", "points": 1, "is_true": True}, kind=kind))
    assert reason


LEAVES = [
    None,
    True,
    -1,
    1.5,
    float("inf"),
    10**30,
    "",
    "a",
    "0",
    "x" * 5000,
    "\0",
    [],
    {},
    [1],
    {"image": 1},
]


def spoilt(value, chance):
    """The same, with things missing, doubled or of another sort here and there."""
    if chance.random() < 0.2:
        return chance.choice(LEAVES)
    if isinstance(value, dict):
        return {name: spoilt(held, chance) for name, held in value.items() if chance.random() > 0.05}
    if isinstance(value, list):
        return [spoilt(item, chance) for item in value] * chance.choice([1, 1, 1, 2])
    return value


@pytest.mark.parametrize("slug", sorted(FOREIGN))
def test_whatever_is_carried_for_us_is_taken_or_skipped(db, slug):
    kind, chance, fates = KINDS[slug], random.Random(1901), set()
    written = plain(kind, kind.to_python(kind.meta.preview_value))
    for _each in range(500):
        value = spoilt(written, chance)
        try:
            ready = made_ready(
                Found(1, "Votre avis", Foreign(slug, value if isinstance(value, dict) else {}))
            )
            fates.add(ready.kind)
        except Skipped:
            fates.add("skipped")
    assert fates == {slug, "skipped"}


@pytest.mark.parametrize(
    "more",
    [
        {"media": {"image": 1, "alt": "Une image d’autrui"}},
        {"media": [1]},
        {"image": 7},
        {"inconnu": {"image": 2}},
        {"inconnu": nested(400)},
        {"prompt": {"image": 1}},
        {"review_on": "2026-13-99"},
    ],
    ids=str,
)
def test_of_what_is_carried_for_us_only_what_is_the_kinds_own_is_taken(take, bank, more):
    assert take(carried(OPINION | more), imported=1) == []
    [block] = bank.questions.get().question
    assert (block.value["prompt"], list(block.value["scale"])) == ("Votre avis", ["Non", "Oui"])
    assert not (block.value.get("media") or {}).get("image")


@pytest.mark.parametrize(
    "extras",
    [
        [],
        {"partial": 5},
        {"partial": {"image": 3}},
        {"words": 5},
        {"words": [[1]]},
        {"numbers": [1]},
        {"unit": 3},
        {"unit_policy": {}},
        {"criteria": "abc"},
        {"criteria": [{"image": 1}]},
        {"min_words": "peu"},
        {"model_answer": [1]},
        {"ignore_case": "non"},
        {"prompt": {"image": 1}},
        {"prompt": nested(300)},
    ],
    ids=str,
)
@pytest.mark.parametrize(
    "kind", ["truefalse", "multichoice", "shortanswer", "numerical", "matching", "essay", "cloze"]
)
def test_extras_of_any_shape_stop_no_import(bank, kind, extras):
    own = f"<essaim><![CDATA[{json.dumps({'extras': extras})}]]></essaim>"
    report = import_questions(
        bank=bank, content=quiz(kind, INNER[kind] + own, text=TEXT.get(kind, "Texte")), actor=None
    )
    assert (report.found, report.imported + len(report.skipped)) == (1, 1)
    for row in bank.questions.all():
        [block] = row.question
        assert block.block.render(block.value) is not None
        assert isinstance(block.value["prompt"], str)


INNER = {
    "truefalse": TRUE,
    "multichoice": "<single>true</single>"
    '<answer fraction="100"><text>Oui</text></answer><answer fraction="0"><text>Non</text></answer>',
    "shortanswer": '<answer fraction="100"><text>1901</text></answer>',
    "numerical": '<answer fraction="100"><text>1901</text><tolerance>1</tolerance></answer>',
    "matching": "".join(
        f"<subquestion><text>{a}</text><answer><text>{b}</text></answer></subquestion>"
        for a, b in (("un", "1"), ("deux", "2"), ("trois", "3"))
    ),
    "essay": '<answer fraction="0"><text></text></answer>',
    "cloze": "",
}
TEXT = {"cloze": "La loi date de {1:NUMERICAL:=1901}."}
