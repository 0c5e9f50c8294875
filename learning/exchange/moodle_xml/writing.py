"""Questions written in Moodle XML, in plain text; what only we know stands in an element that Moodle passes over."""

from __future__ import annotations

import base64
import html
import re
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from learning.exchange import categories, extras
from learning.exchange.base import (
    CHOSEN,
    NUMBER,
    Choice,
    Essay,
    Foreign,
    Found,
    Gap,
    Gaps,
    Numbers,
    Option,
    Order,
    Pairs,
    Picture,
    Remark,
    Spellings,
    Statement,
    Written,
)
from learning.exchange.gift.writing import percent
from learning.exchange.texts import CONTROL

TYPES = {
    Choice: "multichoice",
    Statement: "truefalse",
    Spellings: "shortanswer",
    Numbers: "numerical",
    Pairs: "matching",
    Order: "ordering",
    Essay: "essay",
    Gaps: "cloze",
    Foreign: "description",
}


def write(questions: Iterable[Found]) -> Written:
    """The file, and what it cannot say of each question."""
    quiz, category, written = etree.Element("quiz"), None, Written()
    for place, question in enumerate(questions, start=1):
        if question.category != (category or ""):
            heading = etree.SubElement(quiz, "question", type="category")
            add(etree.SubElement(heading, "category"), "text", categories.written(question.category))
            category = question.category
        quiz.append(element_of(question))
        reasons = list(question.notes)
        if isinstance(question.body, Foreign):
            reasons.append(
                _("Moodle has no such kind: written as a description, which Essaim alone reads back")
            )
        written.lost += [Remark(place, f"{question.name}: {reason}") for reason in reasons]
        written.count += 1
    etree.indent(quiz)
    written.content = etree.tostring(quiz, xml_declaration=True, encoding="UTF-8")
    return written


def add(parent: Any, name: str, text: str = "", /, **attributes: str) -> Any:
    child = etree.SubElement(parent, name, attributes)
    child.text = CONTROL.sub("", text) if text else None
    return child


def add_text(parent: Any, name: str, text: str, /, **attributes: str) -> Any:
    """An element with a <text>, in plain text."""
    child = etree.SubElement(parent, name, {"format": "plain_text"} | attributes)
    add(child, "text", text)
    return child


def add_picture(child: Any, text: str, picture: Picture) -> None:
    """Make a text HTML, with a picture after it."""
    child.set("format", "html")
    words = html.escape(text, quote=False).replace("\n", "<br>")
    name = re.sub(r"[^\w.-]", "-", picture.name)
    image = f'<img src="@@PLUGINFILE@@/{name}" alt="{html.escape(picture.alt)}">'
    child.find("text").text = CONTROL.sub("", f"<p>{words}</p>{image}" if text else image)
    add(child, "file", base64.b64encode(picture.content).decode(), name=name, path="/", encoding="base64")


def element_of(question: Found) -> Any:
    element = etree.Element("question", type=TYPES[type(question.body)])
    add(etree.SubElement(element, "name"), "text", question.name)
    text = cloze_text(question.body, question.extras) if isinstance(question.body, Gaps) else question.prompt
    prompt = add_text(element, "questiontext", text)
    if question.picture:
        add_picture(prompt, text, question.picture)
    add_text(element, "generalfeedback", question.feedback)
    add(element, "defaultgrade", str(question.points))
    add(element, "hidden", "1" if question.is_retired else "0")
    body_of(element, question)
    if question.hint:
        add_text(element, "hint", question.hint)
    if question.tags:
        tags = etree.SubElement(element, "tags")
        for tag in question.tags:
            add(etree.SubElement(tags, "tag"), "text", tag)
    if carried := extras.written(question):
        add(element, "essaim", carried)
    return element


def body_of(element: Any, question: Found) -> None:
    match question.body:
        case Choice(options=options, single=single):
            add(element, "single", "true" if single else "false")
            add(element, "shuffleanswers", "true")
            for option in options:
                add_option(element, option)
        case Statement(is_true=is_true, feedback_true=said_true, feedback_false=said_false):
            for value, said in ((True, said_true), (False, said_false)):
                share = "100" if value == is_true else "0"
                answer = add_text(element, "answer", "true" if value else "false", fraction=share)
                add_text(answer, "feedback", said)
        case Spellings(options=options, minds_case=minds_case):
            add(element, "usecase", "1" if minds_case else "0")
            for option in options:
                add_option(element, option)
        case Numbers() as numbers:
            add_numbers(element, numbers)
        case Pairs(pairs=pairs, others=others):
            for left, right in [*pairs, *(("", other) for other in others)]:
                add(etree.SubElement(add_text(element, "subquestion", left), "answer"), "text", right)
        case Order(items=items):
            for item in items:
                add_text(element, "answer", item, fraction="100")
        case Essay(criteria=criteria):
            add_text(element, "graderinfo", criteria)


def add_option(element: Any, option: Option) -> None:
    answer = add_text(element, "answer", option.text, fraction=percent(option.percent))
    if option.picture:
        add_picture(answer, "", option.picture)
    add_text(answer, "feedback", option.feedback)


def add_numbers(element: Any, numbers: Numbers) -> None:
    for amount in numbers.amounts:
        answer = add_text(element, "answer", f"{amount.value:f}", fraction=percent(amount.percent))
        add(answer, "tolerance", f"{amount.tolerance:f}")
        add_text(answer, "feedback", amount.feedback)
    if numbers.unit:
        unit = etree.SubElement(etree.SubElement(element, "units"), "unit")
        add(unit, "multiplier", "1")
        add(unit, "unit_name", numbers.unit)


def cloze_text(gaps: Gaps, own: dict[str, Any]) -> str:
    """The text with its gaps as Moodle embeds them; the instruction stands above."""
    text = "".join(gap_text(piece) if isinstance(piece, Gap) else piece for piece in gaps.pieces)
    return f"{own['prompt']}\n\n{text}" if own.get("prompt") else text


def gap_text(gap: Gap) -> str:
    kind = {CHOSEN: "MULTICHOICE", NUMBER: "NUMERICAL"}.get(gap.kind)
    kind = kind or ("SHORTANSWER_C" if gap.minds_case else "SHORTANSWER")
    answers = "~".join(gap_answer(option, gap) for option in gap.options)
    return f"{{{gap.weight}:{kind}:{answers}}}"


def gap_answer(option: Option, gap: Gap) -> str:
    share = "=" if option.is_right else f"%{percent(option.percent)}%"
    tolerance = f":{gap.tolerance:f}" if gap.kind == NUMBER and gap.tolerance else ""
    feedback = f"#{escaped(option.feedback)}" if option.feedback else ""
    return f"{share}{escaped(option.text)}{tolerance}{feedback}"


def escaped(text: str) -> str:
    """An answer in which neither a sign of the grammar, nor markup, nor an entity, is anything but itself."""
    return re.sub(r"([\\~#{}/\"])", r"\\\1", html.escape(text, quote=False).replace("\n", " "))
