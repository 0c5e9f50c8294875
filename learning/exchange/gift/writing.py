"""Questions written in GIFT, in plain text throughout."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction

from django.utils.translation import gettext as _

from learning.exchange import categories, extras
from learning.exchange.base import (
    Choice,
    Essay,
    Found,
    Numbers,
    Option,
    Pairs,
    Remark,
    Skipped,
    Spellings,
    Statement,
    Written,
)


def write(questions: Iterable[Found]) -> Written:
    """The text, and what it cannot say of each question."""
    parts, category = [], ""
    written = Written()
    for place, question in enumerate(questions, start=1):
        try:
            body = body_of(question)
        except Skipped as reason:
            written.lost.append(Remark(place, f"{question.name}: {reason}"))
            continue
        if question.category != category:
            category = question.category
            parts.append(f"$CATEGORY: {escaped(categories.written(category), but=':/$')}\n")
        lost = [*question.notes, *lost_of(question)]
        written.lost += [Remark(place, f"{question.name}: {reason}") for reason in lost]
        parts.append(entry_of(question, body))
        written.count += 1
    written.content = "\n".join(parts).encode()
    return written


def entry_of(question: Found, body: str) -> str:
    tags = " ".join(f"[tag:{tag}]" for tag in question.tags if not re.search(r"[\]\n\\]", tag))
    feedback = f"\n\t####{escaped(question.feedback)}\n" if question.feedback else ""
    head = f"// {tags}\n" if tags else ""
    # “[plain]” holds for the answers and feedback too: read back, each character is what it is.
    return f"{head}::{escaped(question.name)}::[plain]{escaped(question.prompt)}{{{body}{feedback}}}\n"


def escaped(text: str, *, but: str = "") -> str:
    """A text in which every sign of the grammar is itself."""
    signs = "".join(sign for sign in "\\~=#{}:" if sign not in but)
    return re.sub(f"[{re.escape(signs)}]", r"\\\g<0>", text).replace("\n", "\\n")


def lost_of(question: Found) -> list[str]:
    """What GIFT has no words for."""
    lost = {
        _("the hint is left out"): question.hint,
        _("the points are left out (%(points)s)") % {"points": question.points}: question.points != 1,
        _("the source is left out"): question.source,
        _("the review date is left out"): question.review_on,
        _("the picture is left out"): question.picture,
        _("it is no longer marked as retired"): question.is_retired,
        _("a tag is left out"): any(re.search(r"[\]\n\\]", tag) for tag in question.tags),
    }
    reasons = [reason for reason, is_lost in lost.items() if is_lost]
    match question.body:
        case Spellings(minds_case=True):
            reasons.append(_("capital letters no longer matter"))
        case Numbers(unit=unit) if unit:
            reasons.append(_("the unit is left out (%(unit)s)") % {"unit": unit})
    return reasons + extras.in_words(question.extras)


def body_of(question: Found) -> str:
    """What stands between the braces. Raises `Skipped`."""
    match question.body:
        case Choice(options=options, single=single):
            return lines(option_of(option, single=single) for option in options)
        case Statement() as statement:
            return truth_of(statement)
        case Spellings(options=options):
            return lines(option_of(option, single=True, sign="=") for option in options)
        case Numbers() as numbers:
            return numbers_of(numbers)
        case Pairs(pairs=pairs, others=others):
            if any("->" in text for pair in pairs for text in pair):
                raise Skipped(_("GIFT cannot write “->” in what is matched"))
            return lines(
                [f"={escaped(a)} -> {escaped(b)}" for a, b in pairs] + [f"= -> {escaped(b)}" for b in others]
            )
        case Essay():
            return ""
    raise Skipped(_("GIFT has no such kind of question"))


def lines(answers: Iterable[str]) -> str:
    return "\n" + "".join(f"\t{answer}\n" for answer in answers)


def option_of(option: Option, *, single: bool, sign: str = "") -> str:
    if option.picture:
        raise Skipped(_("GIFT has no such kind of question"))
    weight = ""
    if not sign:
        sign = "=" if single and option.is_right else "~"
    if option.percent not in ((100,) if sign == "=" else (0,)):
        weight = f"%{percent(option.percent)}%"
    # A text that starts like a weight or a format is kept apart from them by its own.
    mark = "[plain]" if re.match(r"\s*[%\[]", option.text) else ""
    feedback = f"#{escaped(option.feedback)}" if option.feedback else ""
    return f"{sign}{weight}{mark}{escaped(option.text)}{feedback}"


def percent(share: Fraction) -> str:
    """A percentage with the five decimals that Moodle reads."""
    return f"{float(share):.5f}".rstrip("0").rstrip(".")


def truth_of(statement: Statement) -> str:
    right, wrong = statement.feedback_true, statement.feedback_false
    if not statement.is_true:
        right, wrong = wrong, right
    words = f"#{escaped(wrong)}" if wrong or right else ""
    words += f"#{escaped(right)}" if right else ""
    return ("TRUE" if statement.is_true else "FALSE") + words


def numbers_of(numbers: Numbers) -> str:
    found = []
    for amount in numbers.amounts:
        weight = "" if amount.percent == 100 else f"%{percent(amount.percent)}%"
        tolerance = f":{amount.tolerance:f}" if amount.tolerance else ""
        feedback = f"#{escaped(amount.feedback)}" if amount.feedback else ""
        found.append(f"={weight}{amount.value:f}{tolerance}{feedback}")
    if numbers.otherwise:
        found.append(f"~#{escaped(numbers.otherwise)}")
    return "#" + lines(found)
