"""Each type of question of Moodle XML that exists here too."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from learning.exchange.base import (
    CHOSEN,
    WHOLE,
    Amount,
    Body,
    Choice,
    Essay,
    Gap,
    Gaps,
    Numbers,
    Option,
    Order,
    Pairs,
    Skipped,
    Spellings,
    Statement,
)
from learning.exchange.gift.reading import decimal_of
from learning.exchange.moodle_xml import cloze
from learning.exchange.moodle_xml.words import Words, child, inner_text

TRUTHS = ("1", "true")
BLANK = re.compile(r"\[\[(\d{1,3})\]\]")


@dataclass(frozen=True)
class Read:
    """The body of a question; `takes_prompt`: the text of the question is part of it."""

    body: Body
    takes_prompt: bool = False


def percent_of(element: Any, words: Words) -> Fraction:
    """The share that an answer earns, in percent; as thirds and the like are written with five decimals or more."""
    written = (element.get("fraction") or "0").strip().replace(",", ".")
    try:
        share = Fraction(decimal_of(written))
    except Skipped:
        words.notes.append(_("“%(text)s” is not a share: taken as 0.") % {"text": written[:20]})
        return Fraction(0)
    near = share.limit_denominator(1000)
    return near if abs(near - share) < Fraction(1, 1000) else share


def is_set(element: Any, name: str, default: str = "") -> bool:
    return (inner_text(child(element, name)).strip().lower() or default) in TRUTHS


def feedback_of(answer: Any, words: Words) -> str:
    return words.plain(child(answer, "feedback"))


def options_of(element: Any, words: Words) -> tuple[Option, ...]:
    found = []
    for answer in element.iterchildren("answer"):
        text, picture = words.option(answer)
        found.append(Option(text, percent_of(answer, words), feedback_of(answer, words), picture))
    return tuple(found)


def choice(element: Any, words: Words) -> Read:
    return Read(Choice(options_of(element, words), is_set(element, "single", "true")))


def statement(element: Any, words: Words) -> Read:
    said, truth = {}, None
    for answer in element.iterchildren("answer"):
        value = inner_text(answer).strip().lower() == "true"
        said[value] = feedback_of(answer, words)
        if percent_of(answer, words) == WHOLE:
            truth = value
    if truth is None:
        raise Skipped(_("It does not say whether it is true or false."))
    return Read(Statement(truth, said.get(True, ""), said.get(False, "")))


def spellings(element: Any, words: Words) -> Read:
    return Read(Spellings(options_of(element, words), minds_case=is_set(element, "usecase")))


def numbers(element: Any, words: Words) -> Read:
    amounts, otherwise = [], ""
    for answer in element.iterchildren("answer"):
        text = inner_text(answer).strip()
        if text == "*":
            otherwise = feedback_of(answer, words)
            continue
        tolerance = inner_text(child(answer, "tolerance")).strip()
        amounts.append(
            Amount(
                decimal_of(text),
                abs(decimal_of(tolerance)) if tolerance else Decimal(0),
                percent_of(answer, words),
                feedback_of(answer, words),
            )
        )
    units = [inner_text(child(unit, "unit_name")).strip() for unit in element.iterfind("units/unit")]
    if len(units) > 1:
        words.notes.append(_("Only the first unit is kept: %(unit)s.") % {"unit": units[0]})
    return Read(Numbers(tuple(amounts), units[0] if units else "", otherwise))


def pairs(element: Any, words: Words) -> Read:
    found, others = [], []
    for subquestion in element.iterchildren("subquestion"):
        premise, response = words.plain(subquestion), words.plain(child(subquestion, "answer"))
        if premise:
            found.append((premise, response))
        elif response:
            others.append(response)
    return Read(Pairs(tuple(found), tuple(others)))


def order(element: Any, words: Words) -> Read:
    return Read(Order(tuple(words.plain(answer) for answer in element.iterchildren("answer"))))


def essay(element: Any, words: Words) -> Read:
    if inner_text(child(element, "responsetemplate")).strip():
        words.notes.append(_("The text that the answer starts from is left out."))
    return Read(Essay(words.plain(child(element, "graderinfo"))))


def gaps(element: Any, words: Words) -> Read:
    text = child(element, "questiontext")
    return Read(cloze.gaps_of(text, words), takes_prompt=True)


def words_to_place(element: Any, words: Words) -> Read:
    """“Drag words into text” and “select missing words”: gaps chosen among the words of their group."""
    boxes = [*element.iterchildren("dragbox"), *element.iterchildren("selectoption")]
    offered = [(words.plain(box), inner_text(child(box, "group")).strip() or "1") for box in boxes]
    text = words.plain(child(element, "questiontext"))
    pieces: list[str | Gap] = []
    for place, piece in enumerate(BLANK.split(text)):
        if place % 2 == 0:
            pieces.append(piece)
            continue
        number = int(piece) - 1
        if not 0 <= number < len(offered):
            raise Skipped(_("The gap [[%(number)s]] has no word.") % {"number": piece})
        group = offered[number][1]
        same = [place for place, (_word, other) in enumerate(offered) if other == group]
        pieces.append(
            Gap(
                tuple(Option(offered[one][0], WHOLE if one == number else Fraction(0)) for one in same),
                CHOSEN,
            )
        )
    if len(pieces) < 2:
        raise Skipped(_("It has no gap."))
    return Read(Gaps(tuple(pieces)), takes_prompt=True)


READERS: dict[str, Callable[[Any, Words], Read]] = {
    "multichoice": choice,
    "truefalse": statement,
    "shortanswer": spellings,
    "numerical": numbers,
    "matching": pairs,
    "ordering": order,
    "essay": essay,
    "cloze": gaps,
    "multianswer": gaps,
    "ddwtos": words_to_place,
    "gapselect": words_to_place,
}
