"""Choices written by an author, shared by the kinds that offer some."""

from __future__ import annotations

import random
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ChoiceBlock(blocks.StructBlock):
    """One answer offered to the learner."""

    text = blocks.TextBlock(label=_("Answer"), rows=1)
    correct = blocks.BooleanBlock(label=_("Right answer"), required=False)
    feedback = blocks.TextBlock(
        label=_("Word on this answer"),
        required=False,
        rows=1,
        help_text=_("Shown to who chose it, once corrected."),
    )

    class Meta:
        icon = "tick"
        label = _("Answer")


class SharedChoiceBlock(ChoiceBlock):
    """One answer of which one alone is chosen: a wrong one may still earn a share of the points."""

    credit = blocks.IntegerBlock(
        label=_("Share of the points if it is not the right one (%)"),
        required=False,
        min_value=0,
        max_value=99,
        help_text=_("Empty: none. 50 for an answer that is half right."),
    )

    class Meta:
        icon = "tick"
        label = _("Answer")


class ChoicesBlock(blocks.ListBlock):
    """At least two answers, of which the kind says how many may be right."""

    def __init__(self, one: blocks.Block | None = None, **kwargs) -> None:
        super().__init__(one or ChoiceBlock(), min_num=2, max_num=12, label=_("Answers"), **kwargs)


def right_positions(question: dict) -> set[str]:
    """The positions, as an answer keeps them ("0", "1"…), of the right answers."""
    return {str(position) for position, choice in enumerate(question["choices"]) if choice["correct"]}


def offered_positions(question: dict) -> list[str]:
    """The positions of all the answers offered, in order."""
    return [str(position) for position in range(len(question["choices"]))]


def shuffled(count: int, chance: random.Random) -> list[int]:
    """The places 0 to ``count`` - 1 in any order."""
    places = list(range(count))
    chance.shuffle(places)
    return places


def places(order: list, count: int) -> list[int]:
    """The places in the order shown; as written where the order kept does not fit what there is."""
    return list(order) if sorted(order, key=str) == sorted(range(count), key=str) else list(range(count))


def chosen_positions(answer: Any) -> set[str]:
    """The positions of an answer, be it one or several; nothing of what makes no sense."""
    if isinstance(answer, str):
        return {answer} - {""}
    return {item for item in answer if isinstance(item, str)} if isinstance(answer, list) else set()


def shown_choices(question: dict, order: list, answer: Any) -> list[dict[str, Any]]:
    """The answers in the order shown: {"value": what the form sends, "text", "chosen"}."""
    chosen = chosen_positions(answer)
    return [
        {"value": str(shown), "text": question["choices"][place]["text"], "chosen": str(place) in chosen}
        for shown, place in enumerate(places(order, len(question["choices"])))
    ]


def sent_positions(question: dict, order: list, sent: list[str]) -> list[str]:
    """The positions, as written, of the choices that a form sent by their place as shown."""
    shown = {str(number): str(place) for number, place in enumerate(places(order, len(question["choices"])))}
    return sorted({shown[value] for value in sent if value in shown}, key=int)


def corrected_choices(question: dict, answer: Any, order: list) -> list[dict]:
    """Each answer in the order shown, with whether it was chosen and expected, and a word on it if it was chosen."""
    right, chosen = right_positions(question), chosen_positions(answer)
    return [
        {
            "text": (choice := question["choices"][place])["text"],
            "chosen": str(place) in chosen,
            "expected": str(place) in right,
            "feedback": (choice.get("feedback") or "") if str(place) in chosen else "",
        }
        for place in places(order, len(question["choices"]))
    ]


def options_of(question: dict) -> list[dict[str, Any]]:
    """The answers offered, for statistics."""
    right = right_positions(question)
    return [
        {"id": str(place), "text": choice["text"], "expected": str(place) in right}
        for place, choice in enumerate(question["choices"])
    ]


def chosen_options(question: dict, answer: Any) -> list[str]:
    """The ids of the answers chosen, among those offered."""
    chosen = chosen_positions(answer)
    return [position for position in offered_positions(question) if position in chosen]


def same_choices(old: dict, new: dict) -> bool:
    """Whether a place still names the same answer: as many as before, and none that took another's place.

    One that was reworded where it stood is the same.
    """
    before, after = ([one["text"] for one in question["choices"]] for question in (old, new))
    moved = any(text != there and text in before for text, there in zip(after, before, strict=False))
    return len(before) == len(after) and not moved


def refuse_unless(condition: bool, message: str, field: str = "choices") -> None:
    """Raise a ValidationError on a field of the question, for the editor."""
    if not condition:
        raise blocks.StructBlockValidationError(block_errors={field: ValidationError(message)})
