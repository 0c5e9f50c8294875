"""What the entries of GIFT mean."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from django.utils.translation import gettext as _

from learning.exchange import texts
from learning.exchange.base import (
    WHOLE,
    Amount,
    Choice,
    Essay,
    Found,
    Numbers,
    Option,
    Pairs,
    Reading,
    Remark,
    Skipped,
    Spellings,
    Statement,
)
from learning.exchange.categories import path_of
from learning.exchange.gift import tokens
from learning.exchange.gift.tokens import Entry, Text

#: What old fixtures leave behind their last brace: quotes and semicolons of PHP.
JUNK = re.compile("[\"';\\s]+")


def read(text: str) -> Reading:
    """The questions of a text in GIFT, and why the others are skipped."""
    reading = Reading()
    for entry in tokens.entries(text):
        try:
            reading.questions.append(question_of(entry))
        except Skipped as reason:
            reading.skipped.append(Remark(entry.line, str(reason)))
    return reading


class Words:
    """Makes texts plain and gathers what was lost on the way."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def plain(self, text: Text | None) -> str:
        if text is None:
            return ""
        made = texts.plain(text.text, text.format)
        self.notes += made.notes
        words = made.text
        for address, alt in made.pictures:
            self.notes.append(
                _("The picture %(name)s is not in the file: add it again.") % {"name": address[-80:]}
            )
            if alt and alt not in words:
                words = f"{words} [{alt}]".strip()
        return words


def question_of(entry: Entry) -> Found:
    """One question. Raises `Skipped`."""
    if entry.error:
        raise Skipped(entry.error)
    if entry.type == tokens.DESCRIPTION:
        raise Skipped(_("It is a description: there is nothing to answer."))
    words = Words()
    found = Found(
        line=entry.line,
        name=entry.title,
        prompt=prompt_of(entry, words),
        body=READERS[entry.type](entry, words),
        category=path_of(entry.category),
        feedback=words.plain(entry.general_feedback),
        tags=entry.tags,
    )
    found.notes = list(dict.fromkeys(words.notes))
    return found


def prompt_of(entry: Entry, words: Words) -> str:
    """The question; what follows the answers makes a gap in it."""
    after = entry.after
    if after and JUNK.fullmatch(after):
        words.notes.append(_("What follows the answers is left out: %(text)s") % {"text": after})
        after = ""
    if not after:
        return words.plain(entry.stem)
    space = "" if after[0] in ".,;:!?)" else " "
    return words.plain(Text(f"{entry.stem.text} {tokens.BLANK}{space}{after}".strip(), entry.stem.format))


def option_of(answer: tokens.Answer, words: Words) -> Option:
    percent = answer.weight
    if percent is None:
        percent = WHOLE if answer.sign == "=" else Fraction(0)
    return Option(words.plain(answer.text), percent, words.plain(answer.feedback))


def choice(entry: Entry, words: Words) -> Choice:
    single = any(answer.sign == "=" for answer in entry.answers)
    return Choice(tuple(option_of(answer, words) for answer in entry.answers), single=single)


def spellings(entry: Entry, words: Words) -> Spellings:
    return Spellings(tuple(option_of(answer, words) for answer in entry.answers))


def statement(entry: Entry, words: Words) -> Statement:
    """As Moodle reads it: the first word is for who is wrong, the second for who is right."""
    wrong, right = (words.plain(text) for text in entry.feedbacks)
    return Statement(
        entry.is_true,
        feedback_true=right if entry.is_true else wrong,
        feedback_false=wrong if entry.is_true else right,
    )


def pairs(entry: Entry, words: Words) -> Pairs:
    found, others = [], []
    for answer in entry.answers:
        left, _arrow, right = answer.text.text.partition("->")
        premise = words.plain(Text(left, answer.text.format))
        response = words.plain(Text(right, answer.text.format))
        if premise:
            found.append((premise, response))
        else:
            others.append(response)
    return Pairs(tuple(found), tuple(others))


def numbers(entry: Entry, words: Words) -> Numbers:
    amounts, otherwise = [], ""
    for answer in entry.answers:
        said = answer.text.text.strip()
        if said in ("", "*"):
            otherwise = words.plain(answer.feedback)
            continue
        percent = answer.weight if answer.weight is not None else WHOLE if answer.sign == "=" else Fraction(0)
        value, tolerance = range_of(said)
        amounts.append(Amount(value, tolerance, percent, words.plain(answer.feedback)))
    return Numbers(tuple(amounts), otherwise=otherwise)


def range_of(text: str) -> tuple[Decimal, Decimal]:
    """The middle and the half width of “3”, “3:0.1” or “2.9..3.1”. Raises `Skipped`."""
    low, dots, high = text.partition("..")
    if dots:
        first, last = decimal_of(low), decimal_of(high)
        return (first + last) / 2, abs(last - first) / 2
    value, _colon, tolerance = text.partition(":")
    return decimal_of(value), abs(decimal_of(tolerance)) if tolerance.strip() else Decimal(0)


def decimal_of(text: str) -> Decimal:
    try:
        number = Decimal(text.strip().replace(",", ".").replace("\u2212", "-"))
    except InvalidOperation:
        raise Skipped(_("“%(text)s” is not a number.") % {"text": text.strip()[:80]}) from None
    if not number.is_finite() or abs(number.adjusted()) > 30:
        raise Skipped(_("“%(text)s” is not a number.") % {"text": text.strip()[:80]})
    return number


READERS = {
    tokens.ESSAY: lambda entry, words: Essay(),
    tokens.TF: statement,
    tokens.NUMBER: numbers,
    tokens.MATCHING: pairs,
    tokens.MC: choice,
    tokens.SHORT: spellings,
}
