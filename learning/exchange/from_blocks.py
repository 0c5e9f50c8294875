"""A question of a bank, as a file may tell it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Context, Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from learning.exchange.base import (
    CHOSEN,
    NUMBER,
    TYPED,
    WHOLE,
    Amount,
    Body,
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
    Spellings,
    Statement,
)
from learning.rules import gaps as gap_marks
from learning.rules.numbers import number

#: Gives the picture of a key, with its words; None when it is gone.
Opener = Callable[[int, str], Picture | None]
EXACT = Context(prec=80)
COMMON = frozenset(("prompt", "media", "points", "hint", "feedback", "source", "review_on"))


def found_of(slug: str, data: dict[str, Any], *, place: int, opened: Opener) -> Found:
    """The question; `data` is the author's, as plain JSON. What no file can say is in its notes."""
    found = Found(
        line=place,
        prompt=data["prompt"],
        body=Foreign(slug, {}),
        feedback=data.get("feedback") or "",
        hint=data.get("hint") or "",
        points=data.get("points") or 1,
        source=data.get("source") or "",
        review_on=datetime.date.fromisoformat(data["review_on"]) if data.get("review_on") else None,
    )
    media = data.get("media") or {}
    if media.get("image"):
        found.picture = opened(media["image"], media.get("alt") or "")
        if found.picture is None:
            found.notes.append(_("its picture is gone"))
    maker = MAKERS.get(slug)
    found.body = maker(data, found, opened) if maker else foreign(slug, data)
    return found


def foreign(slug: str, data: dict[str, Any]) -> Foreign:
    return Foreign(slug, {name: value for name, value in data.items() if name not in COMMON - {"points"}})


def keep(found: Found, name: str, value: Any, usual: Any) -> None:
    """Keep an extra that is not what a question without it gets."""
    if value != usual:
        found.extras[name] = value


def choice(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    return Choice(
        tuple(
            Option(
                one["text"],
                WHOLE if one["correct"] else Fraction(one.get("credit") or 0),
                one.get("feedback") or "",
            )
            for one in data["choices"]
        ),
        single=True,
    )


def choices(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    keep(found, "partial", data.get("partial") or "all", "share")
    return Choice(
        tuple(
            Option(one["text"], share, one.get("feedback") or "")
            for one, share in zip(data["choices"], shares(data["choices"]), strict=True)
        ),
        single=False,
    )


def shares(options: list[dict[str, Any]]) -> list[Fraction]:
    """What each answer earns or takes away where each right one earns its share."""
    right = sum(bool(one["correct"]) for one in options)
    wrong = len(options) - right
    return [WHOLE / right if one["correct"] else -WHOLE / wrong for one in options]


def pictures(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    several = bool(data.get("several"))
    keep(found, "partial", data.get("partial") or "all", "share" if several else "all")
    options = []
    for one, share in zip(data["choices"], shares(data["choices"]), strict=True):
        picture = opened(one["image"], one["text"]) if one.get("image") else None
        if picture is None:
            found.notes.append(
                _("the picture “%(words)s” is gone: its words stand for it") % {"words": one["text"]}
            )
        percent = share if several else (WHOLE if one["correct"] else Fraction(0))
        options.append(Option(one["text"], percent, one.get("feedback") or "", picture))
    return Choice(tuple(options), single=not several)


def statement(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    return Statement(bool(data["is_true"]), data.get("feedback_true") or "", data.get("feedback_false") or "")


def spelled(answers: list[dict[str, Any]]) -> tuple[Option, ...]:
    return tuple(
        Option(one["text"], Fraction(one.get("credit") or 0), one.get("feedback") or "") for one in answers
    )


def spellings(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    keep(found, "ignore_accents", bool(data.get("ignore_accents")), False)
    keep(found, "ignore_punctuation", bool(data.get("ignore_punctuation")), False)
    return Spellings(spelled(data["answers"]), minds_case=not data.get("ignore_case"))


def decimal_of(value: Fraction) -> Decimal:
    """A number written in decimals, in full."""
    return EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))


def said(value: Decimal) -> str:
    """A number in full, without needless zeros."""
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def amount(one: dict[str, Any]) -> Amount:
    value, tolerance = number(one["value"]), number(one.get("tolerance") or "0") or Fraction(0)
    if one.get("tolerance_kind") == "percent":
        tolerance = abs(value) * tolerance / 100
    percent = Fraction(one.get("credit") or 0)
    return Amount(decimal_of(value), decimal_of(tolerance), percent, one.get("feedback") or "")


def numbers(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    amounts = tuple(amount(one) for one in data["answers"])
    unit = (data.get("unit") or "").split(";")[0].strip()
    keep(found, "unit", data.get("unit") or "", unit)
    keep(found, "unit_policy", data.get("unit_policy") or "shown", "optional" if unit else "shown")
    names = ("value", "tolerance", "tolerance_kind")
    written = [{name: one.get(name) or "" for name in names} for one in data["answers"]]
    plain = [
        {"value": f"{one.value:f}", "tolerance": f"{one.tolerance:f}", "tolerance_kind": "absolute"}
        for one in amounts
    ]
    keep(found, "numbers", written, plain)
    return Numbers(amounts, unit)


def pairs(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    words = [one.get("feedback") or "" for one in data["pairs"]]
    keep(found, "words", words, [""] * len(words))
    keep(found, "partial", data.get("partial") or "share", "share")
    return Pairs(
        tuple((one["text"], one["match"]) for one in data["pairs"]), tuple(data.get("distractors") or ())
    )


def order(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    keep(found, "partial", data.get("partial") or "share", "share")
    return Order(tuple(data["steps"]))


def essay(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    criteria = data["criteria"]
    lines = [
        f"{one['title']} ({one['points']})" + (f" : {one['detail']}" if one.get("detail") else "")
        for one in criteria
    ]
    keep(found, "criteria", criteria, None)
    for name in ("min_words", "max_words"):
        keep(found, name, data.get(name), None)
    keep(found, "model_answer", data.get("model_answer") or "", "")
    return Essay("\n".join(lines))


def gaps(data: dict[str, Any], found: Found, opened: Opener) -> Body:
    keep(found, "partial", data.get("partial") or "share", "share")
    keep(found, "ignore_accents", bool(data.get("ignore_accents")), False)
    keep(found, "prompt", data["prompt"], _("Complete the text."))
    minds = not data.get("ignore_case")
    if all(gap["kind"] != "typed" for gap in data["gaps"]):
        keep(found, "ignore_case", not minds, True)
    written = [as_written(gap) for gap in data["gaps"] if gap["kind"] == "number"]
    keep(found, "numbers", written, [as_said(one) for one in written])
    return Gaps(
        tuple(
            gap_of(data["gaps"][piece - 1], minds) if isinstance(piece, int) else piece
            for piece in gap_marks.pieces(data["text"])
        )
    )


def as_written(gap: dict[str, Any]) -> dict[str, Any]:
    """The numbers of a gap as their author wrote them."""
    return {"texts": [one["text"] for one in gap["answers"]], "tolerance": gap.get("tolerance") or ""}


def as_said(written: dict[str, Any]) -> dict[str, Any]:
    """The same as a file says them."""
    tolerance = number(written["tolerance"] or "0")
    return {
        "texts": [said(decimal_of(number(text))) for text in written["texts"]],
        "tolerance": said(decimal_of(tolerance)) if tolerance else "",
    }


def gap_of(gap: dict[str, Any], minds_case: bool) -> Gap:
    kind = {"number": NUMBER, "chosen": CHOSEN}.get(gap["kind"], TYPED)
    options, tolerance = spelled(gap["answers"]), Decimal(0)
    if kind == NUMBER:
        options = tuple(
            Option(f"{decimal_of(number(one.text)):f}", one.percent, one.feedback) for one in options
        )
        tolerance = decimal_of(number(gap.get("tolerance") or "0") or Fraction(0))
    return Gap(options, kind, tolerance, gap.get("weight") or 1, minds_case and kind == TYPED)


MAKERS: dict[str, Callable[[dict[str, Any], Found, Opener], Body]] = {
    "single_choice": choice,
    "multiple_choice": choices,
    "true_false": statement,
    "short_text": spellings,
    "numeric": numbers,
    "matching": pairs,
    "ordering": order,
    "cloze": gaps,
    "open_text": essay,
    "image_choice": pictures,
}
