"""Answers that an author accepts from somebody who types, each with what it earns and a word on it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.rules.numbers import number


def is_number(text: str) -> None:
    """Refuse what is no number (a validator for the editor)."""
    if number(text) is None:
        raise ValidationError(_("Write a number alone, such as 1 234,5."))


def is_no_less_than_zero(text: str) -> None:
    """Refuse what is no number from 0 up (a validator for the editor)."""
    is_number(text)
    if number(text) < 0:
        raise ValidationError(_("Write 0 or more."))


def credit_block() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(
        label=_("Share of the points (%)"),
        min_value=0,
        max_value=100,
        default=100,
        help_text=_("100: right. 0: a wrong answer that deserves a word."),
    )


def word_block() -> blocks.TextBlock:
    return blocks.TextBlock(
        label=_("Word on this answer"),
        required=False,
        rows=1,
        help_text=_("Shown to who gave it, once corrected."),
    )


class SpellingBlock(blocks.StructBlock):
    """One spelling that is expected, or a known wrong one."""

    text = blocks.CharBlock(
        label=_("Answer"), max_length=250, help_text=_("* stands for anything: “fonds dédié*”.")
    )
    credit = credit_block()
    feedback = word_block()

    class Meta:
        icon = "tick"
        label = _("Answer")


def share_of(accepted: dict[str, Any]) -> Fraction:
    """What one accepted answer earns, from 0 to 1."""
    return Fraction(min(max(int(accepted.get("credit") or 0), 0), 100), 100)


def is_expected(accepted: dict[str, Any]) -> bool:
    """Whether it is wholly right."""
    return share_of(accepted) == 1


def expected_texts(answers: list[dict[str, Any]], field: str = "text") -> list[str]:
    """The answers that are wholly right, as a corrected page tells them."""
    return list(dict.fromkeys(one[field] for one in answers if is_expected(one)))


def typed(answer: Any, longest: int) -> str:
    """What was typed, cut to a length worth keeping; nothing of what is no text."""
    if not isinstance(answer, str):
        return ""
    # NUL cannot be kept by PostgreSQL, and lone surrogates by nobody.
    return answer.replace("\x00", "").encode("utf-8", "ignore").decode()[:longest].strip()
