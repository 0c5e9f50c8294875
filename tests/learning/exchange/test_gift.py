"""GIFT as people write it: encodings, mistakes, what is lost."""

from decimal import Decimal
from fractions import Fraction

import pytest

from learning.exchange import Unreadable, format_of
from learning.exchange.base import Choice, Numbers, Order, Pairs, Spellings, Statement
from learning.exchange.gift import Gift

gift = Gift()


def read(text):
    return gift.read(text.encode() if isinstance(text, str) else text)


def only(text):
    reading = read(text)
    assert not reading.skipped
    (question,) = reading.questions
    return question


def reasons(text):
    return [(remark.line, remark.reason) for remark in read(text).skipped]


QUESTION = "::Été::Où naît l’été ?{=à Angoulême ~ailleurs}\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_encoding_and_any_end_of_line(encoding, end):
    text = f"// en tête\n\n{QUESTION}".replace("\n", end)
    question = only(text.encode(encoding))
    assert (question.line, question.name, question.prompt) == (3, "Été", "Où naît l’été ?")


def test_utf_16_without_its_mark():
    assert only(QUESTION.encode("utf-16-le")).name == "Été"
    assert only(QUESTION.encode("utf-16-be")).name == "Été"


def test_bytes_that_mean_nothing_in_windows_are_still_read():
    assert only(b"Caf\xe9 \x81 ?{T}").prompt.startswith("Café")


def test_a_file_that_is_no_text_is_refused():
    with pytest.raises(Unreadable):
        read(b"ab\0cd")
    with pytest.raises(Unreadable):
        format_of(b" \n")


def test_lines_are_those_where_questions_start():
    text = "A ?{T}\n\n// note\nB ?{\n=un\n\n~deux}\n\nC sans réponse\n\nD ?{oui"
    reading = read(text)
    assert [question.line for question in reading.questions] == [1, 4]
    assert [remark.line for remark in reading.skipped] == [9, 11]


def test_a_question_that_is_not_closed_does_not_swallow_the_next():
    reading = read("A ?{=un ~deux\n\n::B::B ?{T}\n")
    assert [question.name for question in reading.questions] == ["B"]
    assert [remark.line for remark in reading.skipped] == [1]


def test_the_next_question_may_stand_right_below():
    assert [question.name for question in read("::A::A ?{T}\n::B::B ?{F}\n").questions] == ["A", "B"]


@pytest.mark.parametrize(
    "text",
    [
        "A {T} et {F}",
        "A ?{=un -> deux =trois}",
        "A ?{#douze}",
        "A ?{#1e99}",
        "A ?{#nan}",
        "Une description.",
    ],
)
def test_what_makes_no_sense_is_skipped_with_its_reason(text):
    ((line, reason),) = reasons(text)
    assert line == 1
    assert reason


def test_shares_feedback_and_general_feedback():
    body = only("Q ?{~%-50%a#non ~%50%b ~%50%c#oui####Parce que.}")
    assert body.feedback == "Parce que."
    assert [option.percent for option in body.body.options] == [-50, 50, 50]
    assert [option.feedback for option in body.body.options] == ["non", "", "oui"]
    assert isinstance(body.body, Choice)
    assert not body.body.single


def test_who_is_wrong_reads_the_first_word():
    assert only("Q{FALSE#faux#juste}").body == Statement(False, "faux", "juste")
    assert only("Q{TRUE#faux#juste}").body == Statement(True, "juste", "faux")


def test_numbers_with_tolerance_range_share_and_word():
    body = only("Q{#=3,5:0.5#oui =%50%1..2 ~#non}").body
    assert isinstance(body, Numbers)
    assert [(one.value, one.tolerance, one.percent) for one in body.amounts] == [
        (Decimal("3.5"), Decimal("0.5"), 100),
        (Decimal("1.5"), Decimal("0.5"), 50),
    ]
    assert body.otherwise == "non"


def test_an_item_without_words_makes_an_answer_that_goes_with_nothing():
    assert only("Q{=a -> b =c -> d = -> e}").body == Pairs((("a", "b"), ("c", "d")), ("e",))


def test_short_answers_with_shares():
    body = only("Q{=oui =%50%peut-être}").body
    assert isinstance(body, Spellings)
    assert [option.percent for option in body.options] == [Fraction(100), Fraction(50)]


def test_a_gap_in_a_sentence():
    assert only("Deux et deux font {=quatre}, non ?").prompt == "Deux et deux font _____, non ?"


def test_escapes_are_plain_signs():
    assert only(r"\{a\} \= \~ \# \: \\n{T}").prompt == r"{a} = ~ # : \n"


def test_categories_and_tags():
    reading = read(
        "$CATEGORY: $course$/top/A//B/C\n\n// [tag:un] [tag:deux]\nQ{T}\n\n$CATEGORY: $system$\nR{T}"
    )
    first, second = reading.questions
    assert (first.category, first.tags) == ("A\u2215B/C", ("un", "deux"))
    assert (second.category, second.tags) == ("", ())


@pytest.mark.parametrize("mark", ["[html]", "[markdown]", "[moodle]", "[plain]", ""])
def test_no_markup_is_ever_kept_as_markup(mark):
    question = only(mark + '<p onclick\\="x()">Un <script>alert(1)</script><b>mot</b></p> a < b{T}')
    if mark == "[plain]":
        assert "<script>" in question.prompt  # as its author wrote it: shown as text
    else:
        assert "alert" not in question.prompt
        assert question.prompt.replace("\n", " ").split() == ["Un", "mot", "a", "<", "b"]


def test_what_the_format_cannot_say_is_told():
    written = gift.write([only("::N::Q{T}")])
    assert (written.count, written.lost) == (1, [])
    question = only("::N::Q{T}")
    question.hint, question.points, question.tags = "Un indice", 3, ("a]b",)
    assert len(gift.write([question]).lost) == 3
    question.body = Order(("a", "b"))
    written = gift.write([question])
    assert (written.count, len(written.lost)) == (0, 1)
