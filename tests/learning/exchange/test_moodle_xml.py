"""Moodle XML as people write it, and as nobody should."""

import base64

import pytest

from learning.exchange import Unreadable, format_of
from learning.exchange.base import CHOSEN, NUMBER, TYPED, Choice, Gap, Gaps, Numbers, Order
from learning.exchange.moodle_xml import MoodleXml

xml = MoodleXml()
PIXEL = base64.b64encode(b"\x89PNG something").decode()


def quiz(kind, inner, text="Texte", text_format="html"):
    return (
        f'<?xml version="1.0"?>\n<quiz>\n<question type="{kind}"><name><text>N</text></name>'
        f'<questiontext format="{text_format}"><text><![CDATA[{text}]]></text></questiontext>{inner}</question></quiz>'
    ).encode()


def only(content):
    reading = xml.read(content)
    assert not reading.skipped, reading.skipped
    (question,) = reading.questions
    return question


def reason(content):
    ((remark),) = xml.read(content).skipped
    assert remark.line == 3
    return remark.reason


def answer(text, fraction="0", inner=""):
    return f'<answer fraction="{fraction}"><text>{text}</text>{inner}</answer>'


@pytest.mark.parametrize(
    "content",
    [
        b'<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "b">]><quiz/>',
        b"<!-- x --><!DOCTYPE quiz SYSTEM 'http://exemple.fr/x.dtd'><quiz/>",
        b"<quiz><question></quiz>",
        b"<quiz>&inconnue;</quiz>",
        b"<html/>",
    ],
)
def test_an_unsafe_or_broken_file_is_refused_whole(content):
    assert format_of(content) is not None
    with pytest.raises(Unreadable):
        xml.read(content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_whatever_is_declared(encoding):
    content = (
        '<?xml version="1.0" encoding="UTF-8"?><quiz><question type="truefalse"><name><text>Été</text></name>'
    )
    content += (
        '<questiontext><text>Où ?</text></questiontext><answer fraction="100"><text>true</text></answer>'
    )
    content += "</question></quiz>"
    assert only(content.encode(encoding)).name == "Été"


@pytest.mark.parametrize("kind", ["calculated", "stack", "essaim", "", "description", "randomsamatch"])
def test_types_that_do_not_exist_here_are_skipped(kind):
    assert reason(quiz(kind, ""))


def test_points_hint_tags_state_and_what_is_ours():
    inner = (
        "<defaultgrade>2.5</defaultgrade><hidden>1</hidden><hint><text>Indice</text></hint>"
        "<tags><tag><text>loi</text></tag></tags>"
        '<essaim>{"source": "Art. 1", "review_on": "2027-01-02"}</essaim>' + answer("true", "100")
    )
    question = only(quiz("truefalse", inner))
    assert (question.points, question.hint, question.tags, question.is_retired) == (
        2,
        "Indice",
        ("loi",),
        True,
    )
    assert (question.source, str(question.review_on)) == ("Art. 1", "2027-01-02")
    assert len(question.notes) == 1


@pytest.mark.parametrize(
    "carried", ["{", "[]", '{"review_on": 3, "extras": []}', '{"review_on": "2027-13-45"}', "[" * 9999]
)
def test_what_is_carried_for_us_may_be_anything(carried):
    question = only(quiz("truefalse", answer("true", "100") + f"<essaim>{carried}</essaim>"))
    assert (question.review_on, question.extras) == (None, {})


def test_a_picture_of_the_question_is_kept_and_others_are_told():
    text = '<p>Regardez <img src="@@PLUGINFILE@@/a%20b.png" alt="Un plan"> bien</p>'
    file = f'<file name="a b.png" encoding="base64">{PIXEL}</file>'
    content = quiz("truefalse", answer("true", "100"), text).replace(
        b"</questiontext>", file.encode() + b"</questiontext>"
    )
    question = only(content)
    assert (question.picture.name, question.picture.alt) == ("a b.png", "Un plan")
    assert question.prompt == "Regardez bien"
    assert only(quiz("truefalse", answer("true", "100"), text)).notes


def test_shares_with_five_decimals_are_thirds():
    body = only(
        quiz("multichoice", "<single>false</single>" + answer("a", "33.33333") + answer("b", "66.66667"))
    ).body
    assert isinstance(body, Choice)
    assert [option.percent * 3 for option in body.options] == [100, 200]


def test_a_share_that_is_no_number_is_nothing_and_told():
    question = only(quiz("multichoice", answer("a", "100") + answer("b", "beaucoup")))
    assert question.body.options[1].percent == 0
    assert question.notes


def test_numbers_units_and_the_word_on_any_other():
    inner = answer("3.14", "100", "<tolerance>0.01</tolerance>") + answer(
        "*", "0", "<feedback><text>Non</text></feedback>"
    )
    units = "<units><unit><unit_name>m</unit_name></unit><unit><unit_name>km</unit_name></unit></units>"
    question = only(quiz("numerical", inner + units))
    assert isinstance(question.body, Numbers)
    assert (question.body.unit, question.body.otherwise) == ("m", "Non")
    assert question.notes


def test_an_order():
    assert only(quiz("ordering", answer("a") + answer("b"))).body == Order(("a", "b"))


def test_a_text_with_gaps_of_each_sort():
    text = (
        "<p>Paris : {2:SHORTANSWER_C:=oui\\~#Bien~%50%presque}, {:MC:=a~b}</p>"
        "<p>{1:NM:=3.50:0.1#juste~*#non}</p>"
    )
    body = only(quiz("cloze", "", text)).body
    assert isinstance(body, Gaps)
    typed, chosen, number = [piece for piece in body.pieces if isinstance(piece, Gap)]
    assert (typed.kind, typed.weight, typed.minds_case, typed.options[0].text) == (TYPED, 2, True, "oui~")
    assert (typed.options[0].feedback, typed.options[1].percent) == ("Bien", 50)
    assert (chosen.kind, [option.text for option in chosen.options]) == (CHOSEN, ["a", "b"])
    assert (number.kind, number.options[0].text, str(number.tolerance)) == (NUMBER, "3.5", "0.1")


@pytest.mark.parametrize(
    "gap",
    [
        "{1:MULTIRESPONSE:=a~b}",
        "{1:MC:=a}",
        "{1:SA}",
        "{1:MC:a~b}",
        "{1:NM:=x}",
        "{1:NM:=1:0.1~=2:0.2}",
        "rien",
    ],
)
def test_a_gap_that_makes_no_sense_skips_its_question(gap):
    assert reason(quiz("cloze", "", gap))


@pytest.mark.parametrize(("kind", "box"), [("ddwtos", "dragbox"), ("gapselect", "selectoption")])
def test_words_to_place_are_gaps_chosen_in_their_group(kind, box):
    boxes = "".join(
        f"<{box}><text>{word}</text><group>{group}</group></{box}>"
        for word, group in [("un", 1), ("deux", 2), ("trois", 1)]
    )
    body = only(quiz(kind, boxes, "A [[1]] B [[2]]")).body
    gaps = [piece for piece in body.pieces if isinstance(piece, Gap)]
    assert [[option.text for option in gap.options] for gap in gaps] == [["un", "trois"], ["deux"]]
    assert reason(quiz(kind, boxes, "A [[9]]"))
    assert reason(quiz(kind, boxes, "A"))


def test_true_or_false_that_says_neither_is_skipped():
    assert reason(quiz("truefalse", answer("true", "0")))


def test_categories_hold_for_what_follows():
    head = b'<question type="category"><category><text>$course$/top/A/B</text></category></question><question type="t'
    content = quiz("truefalse", answer("true", "100")).replace(b'<question type="t', head)
    assert only(content).category == "A/B"
