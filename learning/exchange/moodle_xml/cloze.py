"""Texts with gaps, as Moodle embeds answers in them: {1:SHORTANSWER:=Paris#Yes~%50%Lutèce}."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from learning.exchange import texts
from learning.exchange.base import CHOSEN, NUMBER, TYPED, WHOLE, Gap, Gaps, Option, Skipped
from learning.exchange.from_blocks import said
from learning.exchange.gift.reading import range_of
from learning.exchange.moodle_xml.words import Words, inner_text

SPELLED = {"SHORTANSWER": False, "SA": False, "MW": False, "SHORTANSWER_C": True, "SAC": True, "MWC": True}
NUMBERS = {"NUMERICAL", "NM"}
CHOICES = {
    f"{name}{arrangement}{shuffled}"
    for name, marks in (("MULTICHOICE", ("", "_V", "_H")), ("MC", ("", "V", "H")))
    for arrangement in marks
    for shuffled in (("", "_S", "S") if name == "MULTICHOICE" else ("", "S"))
}
GAP = re.compile(r"\{(\d{0,3}):([A-Z_]{1,24})(?::((?:\\.|[^{}\\]){0,20000}))?\}", re.DOTALL)
PART = re.compile(r"(?:\\.|[^~\\])+", re.DOTALL)
WEIGHT = re.compile(r"%(-?\d{1,3}(?:\.\d{1,12})?)%")
#: Where a gap stands while the text around it is made plain.
PLACE = 0xF0100


def gaps_of(element: Any, words: Words) -> Gaps:
    """The text and its gaps. Raises `Skipped`."""
    text = texts.CONTROL.sub("", inner_text(element))
    gaps: list[Gap] = []

    def placed(match: re.Match) -> str:
        gaps.append(gap_of(match, len(gaps) + 1, words))
        return chr(PLACE + len(gaps) - 1)

    text = GAP.sub(placed, text)
    if not gaps:
        raise Skipped(_("It has no gap."))
    text = words.made_plain(element, text, words.format_of(element), keeps_picture=True)
    pieces: list[str | Gap] = []
    for place, piece in enumerate(re.split(f"([{chr(PLACE)}-{chr(PLACE + len(gaps) - 1)}])", text)):
        pieces.append(gaps[ord(piece) - PLACE] if place % 2 else piece)
    return Gaps(tuple(pieces))


def gap_of(match: re.Match, number: int, words: Words) -> Gap:
    weight, kind, answers = int(match[1] or 1), match[2], match[3] or ""
    where = {"number": number}
    if kind not in SPELLED and kind not in NUMBERS and kind not in CHOICES:
        raise Skipped(
            _("Gap %(number)s: gaps of type “%(type)s” do not exist here.") % {**where, "type": kind}
        )
    options = tuple(option_of(part[0], words) for part in PART.finditer(answers) if part[0].strip())
    if not options:
        raise Skipped(_("Gap %(number)s has no answer.") % where)
    if kind in CHOICES and len(options) < 2:
        raise Skipped(_("Gap %(number)s offers one answer only: there is nothing to choose.") % where)
    if not any(option.is_right for option in options):
        raise Skipped(_("Gap %(number)s has no answer that is fully right.") % where)
    if kind in NUMBERS:
        return number_gap(options, max(weight, 1), number, words)
    return Gap(
        options,
        CHOSEN if kind in CHOICES else TYPED,
        weight=max(weight, 1),
        minds_case=SPELLED.get(kind, False),
    )


def number_gap(options: tuple[Option, ...], weight: int, number: int, words: Words) -> Gap:
    """A gap for a number: one tolerance holds for all that it accepts. Raises `Skipped`."""
    found, tolerances = [], {}
    for option in options:
        if option.text.strip() == "*":
            words.notes.append(
                _("Gap %(number)s: the word on any other answer is left out.") % {"number": number}
            )
            continue
        value, tolerance = range_of(option.text)
        found.append(Option(said(value), option.percent, option.feedback))
        tolerances[tolerance] = True
    if len(tolerances) > 1:
        raise Skipped(
            _("Gap %(number)s has several tolerances: here one holds for all.") % {"number": number}
        )
    return Gap(tuple(found), NUMBER, next(iter(tolerances)), weight)


def option_of(part: str, words: Words) -> Option:
    """One answer of a gap: “=right#feedback” or “%50%partly right”."""
    percent, part = Fraction(0), part.strip()
    if part.startswith("="):
        percent, part = WHOLE, part[1:]
    elif weight := WEIGHT.match(part):
        percent, part = Fraction(weight[1]), part[weight.end() :]
    text, _sharp, feedback = split_feedback(part)
    return Option(plain(text), percent, plain(feedback))


def split_feedback(part: str) -> tuple[str, str, str]:
    match = re.match(r"((?:\\.|[^#\\])*)#(.*)", part, re.DOTALL)
    return (match[1], "#", match[2]) if match else (part, "", "")


def plain(text: str) -> str:
    """The words of an answer, with neither escapes nor markup."""
    text = re.sub(r"\\(.)", r"\1", text)
    return texts.plain(text).text if "<" in text else texts.plain(html.unescape(text), texts.PLAIN).text
