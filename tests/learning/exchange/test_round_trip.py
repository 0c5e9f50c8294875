"""Export then import gives the same bank, as far as a format can say it; the rest is said to be lost."""

import datetime
import io
import json
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image as Drawing

from learning.actions.import_questions import import_questions, made_ready
from learning.actions.keep_picture import keep_picture
from learning.bank_contents import author_data, held_prints, questions_to_write
from learning.exchange import BY_SLUG as FORMATS
from learning.exchange.base import Picture
from learning.exchange.from_blocks import found_of
from learning.models import BankCategory, BankQuestion, QuestionBank
from learning.questions import BY_SLUG as KINDS
from learning.questions.asked import plain

GIFT, XML = FORMATS["gift"], FORMATS["moodle-xml"]

# Words with everything that grammars trip over; lines are trimmed, as forms do.
word = st.text(
    st.one_of(
        st.sampled_from("~=#{}:\\%[]<>&\"'-/*_$@!;|é’« »0123ntT"),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp", "Zs", "Cf")),
    ),
    min_size=1,
    max_size=25,
)
line = st.lists(word, min_size=1, max_size=4).map(" ".join).map(str.strip).filter(bool)
text = st.lists(line, min_size=1, max_size=3).map("\n".join)
maybe = st.one_of(st.just(""), text)
percents = st.integers(0, 100)


def unique(strategy, least, most):
    return st.lists(strategy, min_size=least, max_size=most, unique=True)


@st.composite
def choices(draw, several):
    texts = draw(unique(line, 2, 6))
    right = draw(st.sets(st.integers(0, len(texts) - 1), min_size=1, max_size=len(texts) if several else 1))
    made = [
        {"text": one, "correct": place in right, "feedback": draw(maybe)} for place, one in enumerate(texts)
    ]
    if several:
        return made
    shares = st.one_of(st.none(), st.integers(1, 99))
    return [one | {"credit": None if one["correct"] else draw(shares)} for one in made]


@st.composite
def spellings(draw):
    answers = [
        {"text": one, "credit": draw(percents), "feedback": draw(maybe)}
        for one in draw(unique(line.filter(lambda one: "->" not in one), 1, 5))
    ]
    answers[0]["credit"] = 100
    return answers


@st.composite
def numbers(draw):
    amount = st.decimals(-(10**6), 10**6, places=3, allow_nan=False).map(lambda one: f"{one:f}")
    width = st.decimals(0, 1000, places=3, allow_nan=False).map(lambda one: f"{one:f}")
    answers = [
        {
            "value": draw(amount),
            "tolerance": draw(width),
            "tolerance_kind": draw(st.sampled_from(["absolute", "percent"])),
            "credit": draw(percents),
            "feedback": draw(maybe),
        }
        for _one in range(draw(st.integers(1, 3)))
    ]
    answers[0]["credit"] = 100
    return answers


@st.composite
def gaps(draw):
    made = []
    for _one in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(["typed", "chosen", "number"]))
        texts = draw(unique(line, 2, 4) if kind != "number" else unique(st.integers(0, 999).map(str), 1, 2))
        answers = [
            {"text": one, "credit": 0, "feedback": draw(st.one_of(st.just(""), line))} for one in texts
        ]
        answers[0]["credit"] = 100
        tolerance = draw(st.sampled_from(["", "2", "0.5"])) if kind == "number" else ""
        made.append(
            {"kind": kind, "answers": answers, "tolerance": tolerance, "weight": draw(st.integers(1, 20))}
        )
    return made


def own(draw, kind):
    if kind == "single_choice":
        return {"choices": draw(choices(False))}
    if kind == "multiple_choice":
        return {"choices": draw(choices(True)), "partial": draw(st.sampled_from(["all", "share"]))}
    if kind == "true_false":
        return {"is_true": draw(st.booleans()), "feedback_true": draw(maybe), "feedback_false": draw(maybe)}
    if kind == "short_text":
        flags = {
            name: draw(st.booleans()) for name in ("ignore_case", "ignore_accents", "ignore_punctuation")
        }
        return {"answers": draw(spellings())} | flags
    if kind == "numeric":
        unit = draw(st.sampled_from(["", "€", "€; euros"]))
        return {
            "answers": draw(numbers()),
            "unit": unit,
            "unit_policy": draw(
                st.sampled_from(["shown", "optional", "required"] if unit else ["shown", "optional"])
            ),
        }
    if kind == "matching":
        sides = draw(unique(line.filter(lambda one: "->" not in one), 5, 8))
        pairs = [
            {"text": a, "match": b, "feedback": draw(maybe)}
            for a, b in zip(sides[:2], sides[2:4], strict=True)
        ]
        return {"pairs": pairs, "distractors": sides[4:], "partial": draw(st.sampled_from(["all", "share"]))}
    if kind == "ordering":
        return {
            "steps": draw(unique(line, 3, 6)),
            "partial": draw(st.sampled_from(["all", "share", "neighbours"])),
        }
    if kind == "cloze":
        made = draw(gaps())
        words = [draw(line).replace("[[", "").replace("]]", "").replace("{", "(") for _one in made]
        joined = " ".join(f"{one} [[{place}]]" for place, one in enumerate(words, start=1))
        return {
            "text": joined,
            "gaps": made,
            "partial": draw(st.sampled_from(["all", "share"])),
            "ignore_accents": draw(st.booleans()),
            "ignore_case": draw(st.booleans()),
            "prompt": draw(line).replace("{", "("),
        }
    if kind == "open_text":
        return {
            "criteria": [{"title": draw(line)[:200], "detail": draw(maybe), "points": 2}],
            "points": 2,
            "min_words": draw(st.one_of(st.none(), st.integers(1, 9))),
            "max_words": draw(st.one_of(st.none(), st.integers(10, 99))),
            "model_answer": draw(maybe),
        }
    if kind == "categorise":
        items = draw(unique(line, 2, 4))
        return {
            "categories": [
                {"title": title, "items": [{"text": one, "feedback": draw(maybe)} for one in held]}
                for title, held in zip(draw(unique(line, 2, 2)), (items[:1], items[1:]), strict=True)
            ],
            "partial": draw(st.sampled_from(["all", "share"])),
        }
    return {"statements": draw(unique(line, 1, 4)), "scale": draw(unique(line, 2, 5)), "points": 0}


EXPORTED = [slug for slug in KINDS if slug != "image_choice"]  # with pictures: below, with a database


@st.composite
def questions(draw, kinds):
    kind = draw(st.sampled_from(kinds))
    value = {
        "prompt": draw(text),
        "points": draw(st.integers(1, 100)),
        "hint": draw(maybe),
        "feedback": draw(maybe),
        "source": draw(st.one_of(st.just(""), line)),
        "review_on": draw(
            st.one_of(st.none(), st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)))
        ),
    } | own(draw, kind)
    block = KINDS[kind]
    return kind, plain(block, block.clean(block.to_python(value)))


def through(form, kind, data):
    """The question written in a file and read again; None when the file does not have it; and what was lost."""
    found = found_of(kind, data, place=1, opened=lambda key, alt: None)
    found.name = found.category = "Nom"
    written = form.write([found])
    reading = form.read(written.content)
    assert not reading.skipped, (reading.skipped, written.content.decode())
    if not reading.questions:
        return None, written.lost
    (read,) = reading.questions
    assert (read.name, read.category) == ("Nom", "Nom")
    ready = made_ready(read)
    return (ready.kind, plain(KINDS[ready.kind], ready.value)), written.lost


def tidy(data):
    """Empty is empty, however it is kept; several spaces are one, as on a page; numbers are what they are."""
    from learning.bank_contents import without_blanks

    return json.loads(re.sub(" {2,}", " ", json.dumps(without_blanks(data))))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions(EXPORTED))
def test_moodle_xml_gives_back_every_kind(question):
    kind, data = question
    back, _lost = through(XML, kind, data)
    assert back is not None
    assert (back[0], tidy(back[1])) == (kind, tidy(data))


IN_GIFT = ["single_choice", "multiple_choice", "true_false", "short_text", "numeric", "matching", "open_text"]


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(questions(EXPORTED))
def test_gift_gives_back_what_it_can_say_and_says_what_it_cannot(question):
    kind, data = question
    back, lost = through(GIFT, kind, data)
    if back is None:
        assert kind not in IN_GIFT
        assert lost
        return
    assert back[0] == kind
    same = tidy(back[1]) == tidy(data)
    assert same or lost


def test_what_a_bank_holds_comes_back_with_its_pictures_categories_tags_and_states(house, grace):
    bank = QuestionBank.objects.create(structure=house, title="Banque", slug="banque")
    other = QuestionBank.objects.create(structure=house, title="Copie", slug="copie")
    keys = [keep_picture(Picture(f"p{shade}.png", drawing(shade), ""), house, grace) for shade in (10, 200)]
    values = {slug: kind.meta.preview_value for slug, kind in KINDS.items()}
    values["image_choice"] = values["image_choice"] | {
        "choices": [
            one | {"image": key} for one, key in zip(values["image_choice"]["choices"], keys, strict=True)
        ]
    }
    values["single_choice"] = values["single_choice"] | {"media": {"image": keys[0], "alt": "Une page grise"}}
    for place, (slug, value) in enumerate(values.items()):
        category = (
            BankCategory.objects.get_or_create(bank=bank, path=f"Droit/{place % 3}")[0] if place else None
        )
        row = BankQuestion.objects.create(
            bank=bank,
            name=f"{slug} : une question",
            category=category,
            question=[(slug, KINDS[slug].to_python(value))],
            is_retired=place == 2,
        )
        row.tags.set(["loi", f"n{place}"])
    written = XML.write(questions_to_write(bank))
    report = import_questions(bank=other, content=written.content, actor=grace)
    assert (report.imported, report.skipped) == (len(values), [])
    assert held_prints(other) == held_prints(bank)
    told = {
        row.name: (row.is_retired, sorted(tag.name for tag in row.tags.all()))
        for row in other.questions.all()
    }
    assert told == {
        row.name: (row.is_retired, sorted(tag.name for tag in row.tags.all())) for row in bank.questions.all()
    }
    assert all(author_data(row) for row in other.questions.all())


def drawing(shade):
    made = io.BytesIO()
    Drawing.new("RGB", (8, 8), (shade, shade, shade)).save(made, "PNG")
    return made.getvalue()


@pytest.mark.parametrize("form", FORMATS.values(), ids=FORMATS)
def test_an_empty_bank_is_a_file_that_reads(form):
    written = form.write([])
    assert form.read(written.content).found == 0
