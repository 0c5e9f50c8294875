"""A question of a file as the author's data of one of our kinds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from wagtail import blocks

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
    Skipped,
    Spellings,
    Statement,
)
from learning.exchange.from_blocks import COMMON, said
from learning.questions import BY_SLUG
from learning.rules.numbers import number

#: Kinds that no format knows: nothing else comes in as it was written.
FOREIGN = frozenset(("categorise", "likert"))
LONGEST_DETAIL = 600


def value_of(found: Found) -> tuple[str, dict[str, Any]]:
    """The kind and the author's data, where a picture stands for its future key. Adds to `notes`. Raises `Skipped`."""
    slug, own = MAKERS[type(found.body)](found.body, found)
    if slug not in BY_SLUG:
        raise Skipped(_("Questions of type “%(type)s” do not exist here.") % {"type": slug[:60]})
    shared = {
        "prompt": found.prompt,
        "points": found.points,
        "hint": found.hint,
        "feedback": found.feedback,
        "source": found.source,
        "review_on": found.review_on,
    }
    if found.picture:
        alt = found.picture.alt
        if not alt:
            alt = found.picture.name
            found.notes.append(_("The picture has no words: write what it shows."))
        shared["media"] = {"image": found.picture, "alt": alt}
    value = shared | own
    if not str(value.get("prompt") or "").strip():
        raise Skipped(_("It has no text."))
    return slug, value


def choice(body: Choice, found: Found) -> tuple[str, dict[str, Any]]:
    options = [option for option in body.options if option.text or option.picture]
    if any(option.percent > 0 for option in body.options if option not in options):
        raise Skipped(_("A right answer has nothing in it that can be kept."))
    if len(options) < len(body.options):
        found.notes.append(_("An empty answer is left out."))
    positive = [option for option in options if option.percent > 0]
    rights = [option for option in options if option.is_right] if body.single else positive
    if not rights:
        raise Skipped(_("No answer is fully right.") if body.single else _("No answer is right."))
    shares_points = body.single and len(rights) == 1 and not all(option.picture for option in options)
    if body.single and len(positive) > len(rights) and not shares_points:
        found.notes.append(_("Answers that are partly right count as wrong here."))
    if body.single and len(rights) > 1:
        found.notes.append(_("One of the right answers was enough: here all of them are to be ticked."))
    if not body.single and len({option.percent for option in rights}) > 1:
        found.notes.append(_("Right answers had different weights: here they count alike."))
    several = not body.single or len(rights) > 1
    chosen = [(option, option in rights) for option in options]
    partial = str(found.extras.get("partial") or ("share" if several else "all"))
    if all(option.picture for option in options):
        return "image_choice", pictures(chosen, several, partial, found)
    if any(option.picture and not option.text for option in options):
        raise Skipped(_("An answer is only a picture, and others are words."))
    if any(option.picture for option in options):
        found.notes.append(_("Pictures in the answers are left out: their words are kept."))
    choices = [
        {"text": option.text, "correct": right, "feedback": option.feedback} for option, right in chosen
    ]
    if several:
        return "multiple_choice", {"choices": choices, "partial": partial}
    for one, (option, right) in zip(choices, chosen, strict=True):
        one["credit"] = (
            min(credit_of(option.percent, found), 99) if option.percent > 0 and not right else None
        )
    return "single_choice", {"choices": choices}


def pictures(chosen: list, several: bool, partial: str, found: Found) -> dict[str, Any]:
    """The answers of a choice of pictures, each told apart in words."""
    words = [option.text for option, _right in chosen]
    if len(set(words)) < len(words) or not all(words):
        found.notes.append(_("The pictures are not told apart in words: write what each shows."))
        words = [
            _("Picture %(number)s") % {"number": place} + (f" ({word})" if word else "")
            for place, word in enumerate(words, start=1)
        ]
    return {
        "several": several,
        "partial": partial,
        "choices": [
            {"image": option.picture, "text": word, "correct": right, "feedback": option.feedback}
            for (option, right), word in zip(chosen, words, strict=True)
        ],
    }


def statement(body: Statement, found: Found) -> tuple[str, dict[str, Any]]:
    return "true_false", {
        "is_true": body.is_true,
        "feedback_true": body.feedback_true,
        "feedback_false": body.feedback_false,
    }


def credit_of(percent: Fraction, found: Found) -> int:
    """The share earned in whole percents, from 0 to 100."""
    credit = min(max(round(percent), 0), 100)
    if percent != credit:
        found.notes.append(
            _("A share of %(share)s%% becomes %(credit)s%%.")
            % {"share": round(float(percent), 2), "credit": credit}
        )
    return credit


def spelled(options: tuple[Option, ...], found: Found) -> list[dict[str, Any]]:
    return [
        {"text": option.text, "credit": credit_of(option.percent, found), "feedback": option.feedback}
        for option in options
        if option.text
    ]


def spellings(body: Spellings, found: Found) -> tuple[str, dict[str, Any]]:
    return "short_text", {
        "answers": spelled(body.options, found),
        "ignore_case": not body.minds_case,
        "ignore_accents": bool(found.extras.get("ignore_accents", False)),
        "ignore_punctuation": bool(found.extras.get("ignore_punctuation", False)),
    }


def numbers(body: Numbers, found: Found) -> tuple[str, dict[str, Any]]:
    if body.otherwise:
        found.notes.append(
            _("The word on any other number is left out: “%(word)s”.") % {"word": body.otherwise[:200]}
        )
    answers = [
        {
            "value": said(amount.value),
            "tolerance": said(amount.tolerance),
            "tolerance_kind": "absolute",
            "credit": credit_of(amount.percent, found),
            "feedback": amount.feedback,
        }
        for amount in body.amounts
    ]
    written = found.extras.get("numbers")
    if isinstance(written, list) and len(written) == len(answers):
        for answer, one in zip(answers, written, strict=True):
            answer |= as_written(answer, one)
    unit = str(found.extras.get("unit") or "")
    if not unit.startswith(body.unit) or not body.unit:
        unit = body.unit
    return "numeric", {
        "answers": answers,
        "unit": unit,
        "unit_policy": str(found.extras.get("unit_policy") or ("optional" if unit else "shown")),
    }


def as_written(answer: dict[str, Any], one: Any) -> dict[str, Any]:
    """The number as its author wrote it, if that is still the same number."""
    if not isinstance(one, dict):
        return {}
    value, tolerance = number(str(one.get("value"))), number(str(one.get("tolerance") or "0"))
    if value is None or tolerance is None or value != number(answer["value"]):
        return {}
    width = abs(value) * tolerance / 100 if one.get("tolerance_kind") == "percent" else tolerance
    if width != number(answer["tolerance"]):
        return {}
    return {name: str(one.get(name) or "") for name in ("value", "tolerance", "tolerance_kind")}


def pairs(body: Pairs, found: Found) -> tuple[str, dict[str, Any]]:
    if any(not right for _left, right in body.pairs):
        raise Skipped(_("One item has nothing that goes with it."))
    words = found.extras.get("words")
    if not isinstance(words, list) or len(words) != len(body.pairs):
        words = [""] * len(body.pairs)
    matches = {right for _left, right in body.pairs}
    return "matching", {
        "pairs": [
            {"text": left, "match": right, "feedback": str(word)}
            for (left, right), word in zip(body.pairs, words, strict=True)
        ],
        "distractors": [other for other in dict.fromkeys(body.others) if other not in matches],
        "partial": str(found.extras.get("partial") or "share"),
    }


def order(body: Order, found: Found) -> tuple[str, dict[str, Any]]:
    return "ordering", {"steps": list(body.items), "partial": str(found.extras.get("partial") or "share")}


def essay(body: Essay, found: Found) -> tuple[str, dict[str, Any]]:
    criteria = found.extras.get("criteria")
    if not isinstance(criteria, list) or not criteria:
        if len(body.criteria) > LONGEST_DETAIL:
            found.notes.append(_("The criteria are cut: they were too long."))
        criteria = [
            {"title": _("The whole answer"), "detail": body.criteria[:LONGEST_DETAIL], "points": found.points}
        ]
    return "open_text", {
        "criteria": criteria,
        "min_words": found.extras.get("min_words"),
        "max_words": found.extras.get("max_words"),
        "model_answer": str(found.extras.get("model_answer") or ""),
    }


def gaps(body: Gaps, found: Found) -> tuple[str, dict[str, Any]]:
    parts, made = [], []
    for piece in body.pieces:
        if isinstance(piece, Gap):
            made.append(piece)
            parts.append(f"[[{len(made)}]]")
        else:
            parts.append(piece.replace("[[", "[ [").replace("]]", "] ]"))
    text = "".join(parts).strip()
    prompt = str(found.extras.get("prompt") or "")
    text = text.removeprefix(prompt).strip() if prompt and text.startswith(prompt) else text
    minds = {gap.minds_case for gap in made if gap.kind not in (CHOSEN, NUMBER)}
    if len(minds) > 1:
        found.notes.append(_("Capitals counted in some gaps only: they count in all."))
    return "cloze", {
        "prompt": prompt or _("Complete the text."),
        "text": text,
        "gaps": numbers_as_written([gap_of(gap, found) for gap in made], found),
        "ignore_case": True not in minds if minds else bool(found.extras.get("ignore_case", True)),
        "ignore_accents": bool(found.extras.get("ignore_accents", False)),
        "partial": str(found.extras.get("partial") or "share"),
    }


def numbers_as_written(made: list[dict[str, Any]], found: Found) -> list[dict[str, Any]]:
    """The gaps with their numbers as their author wrote them, if they are still the same numbers."""
    asked = [gap for gap in made if gap["kind"] == NUMBER]
    written = found.extras.get("numbers")
    if not isinstance(written, list) or len(written) != len(asked):
        return made
    for gap, one in zip(asked, written, strict=True):
        texts = one.get("texts") if isinstance(one, dict) else None
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            continue
        tolerance = str(one.get("tolerance") or "")
        then = [number(text) for text in (*texts, tolerance or "0")]
        now = [
            number(text) for text in (*(answer["text"] for answer in gap["answers"]), gap["tolerance"] or "0")
        ]
        if then == now:
            gap["tolerance"] = tolerance
            for answer, text in zip(gap["answers"], texts, strict=True):
                answer["text"] = text
    return made


def gap_of(gap: Gap, found: Found) -> dict[str, Any]:
    options = gap.options
    if gap.kind == CHOSEN:
        # A list offers each answer once; the right one is kept of two that read the same.
        best = {option.text: option for option in sorted(options, key=lambda option: option.percent)}
        options = tuple(best[text] for text in dict.fromkeys(option.text for option in options))
    weight = min(gap.weight, 20)
    if weight != gap.weight:
        found.notes.append(_("A gap weighs 20 at most."))
    return {
        "kind": gap.kind,
        "answers": spelled(options, found),
        "tolerance": said(gap.tolerance) if gap.kind == NUMBER and gap.tolerance else "",
        "weight": weight,
    }


def foreign(body: Foreign, found: Found) -> tuple[str, dict[str, Any]]:
    unreadable = Skipped(_("What this file carries for Essaim cannot be read."))
    if body.kind not in FOREIGN:
        raise unreadable
    block = BY_SLUG[body.kind]
    # What the file says in its own way is not taken here; least of all a picture by its key: it may be anybody's.
    names = set(block.child_blocks) - (COMMON - {"points"})
    own = {name: held for name, held in body.value.items() if name in names}
    if not fits(block, own):
        raise unreadable
    return body.kind, own


def fits(block: blocks.Block, value: Any) -> bool:
    """Whether the value has the shape that the block keeps: no list or structure where there is none."""
    if isinstance(block, blocks.StructBlock):
        return isinstance(value, dict) and all(
            fits(child, value[name]) for name, child in block.child_blocks.items() if name in value
        )
    if isinstance(block, blocks.ListBlock):
        return isinstance(value, list) and all(fits(block.child_block, item) for item in value)
    return not isinstance(value, dict | list)


MAKERS = {
    Choice: choice,
    Statement: statement,
    Spellings: spellings,
    Numbers: numbers,
    Pairs: pairs,
    Order: order,
    Essay: essay,
    Gaps: gaps,
    Foreign: foreign,
}
