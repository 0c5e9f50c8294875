"""One question of a quiz, as plain data with its kind: what is asked, what is answered, what is corrected."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.crypto import salted_hmac
from wagtail import blocks

from learning.questions import BY_SLUG, QuestionKind
from learning.rules.grading import Mark, mark

if TYPE_CHECKING:
    from learning.models import Answer


def plain(block: blocks.Block, value: Any) -> Any:
    """What an author wrote, as JSON can keep it."""
    if value is None and isinstance(block, blocks.StructBlock | blocks.ListBlock):
        value = block.get_default()
    if isinstance(block, blocks.StructBlock):
        return {name: plain(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, blocks.ListBlock):
        return [plain(block.child_block, item) for item in value]
    prepared = block.get_prep_value(value)
    # A date is prepared as a date: JSON keeps its words.
    return prepared.isoformat() if hasattr(prepared, "isoformat") else prepared


@dataclass(frozen=True)
class Question:
    """One question as its author wrote it, in a quiz or in a bank.

    ``data`` holds the key of answers: a page gets what the kind's ``shown`` returns and nothing else.
    """

    key: str
    number: int
    kind: QuestionKind
    data: dict[str, Any]
    section: str = ""
    worth: int | None = None  # points that a draw gives; the author's own without it

    @classmethod
    def of(cls, block: Any, number: int = 1, *, key: str = "", section: str = "", worth: int | None = None):
        """From a stream's block. One that has no id yet (a first preview) is named by its place."""
        data = plain(block.block, block.value)
        return cls(key or block.id or f"q{number}", number, BY_SLUG[block.block_type], data, section, worth)

    @property
    def points(self) -> int:
        """What it is worth here; nothing for what is not scored."""
        if not self.kind.is_scored:
            return 0
        return self.worth if self.worth is not None else self.data["points"]

    @cached_property
    def digest(self) -> str:
        """What tells this wording, key included, from any other (`QuestionVersion.digest`)."""
        return digest(self.kind.slug, self.data)

    def mark(self, answer: Any, *, negative: bool = False) -> Mark:
        return marked(self.kind, self.data, answer, points=self.points, negative=negative)


def digest(kind: str, data: dict[str, Any]) -> str:
    """SHA-256 of a wording, as sorted JSON."""
    wording = json.dumps([kind, data], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(wording.encode()).hexdigest()


def marked(kind: QuestionKind, data: dict[str, Any], answer: Any, *, points: int, negative: bool) -> Mark:
    """What this answer earns. ``negative``: a wrong one costs what guessing would earn."""
    share = kind.credit(data, answer) if kind.is_answered(answer) else Fraction(0)
    if negative and not share and kind.is_answered(answer):
        share = -kind.penalty(data, answer)
    return mark(share=share, points=points, negative=negative)


class AskedQuestion:
    """One question within an attempt: what a page shows of it, before and after the correction."""

    def __init__(self, answer: Answer) -> None:
        self.row = answer
        self.kind = BY_SLUG[answer.version.kind]
        self.data = answer.version.value

    @property
    def number(self) -> int:
        return self.row.number

    @property
    def name(self) -> str:
        """The name of its field in a form: its place, which says nothing of the question."""
        return f"q{self.row.number}"

    @property
    def section(self) -> str:
        return self.row.section

    @property
    def template_name(self) -> str:
        return self.kind.template_name

    @property
    def corrected_template_name(self) -> str:
        return self.kind.corrected_template_name

    @property
    def shown(self) -> dict[str, Any]:
        return self.kind.shown(self.data, order=self.row.order, answer=self.row.answer)

    @property
    def corrected(self) -> dict[str, Any]:
        """With the key that marked it: the corrected one after a regrading."""
        version = self.row.marked_as or self.row.version
        return self.kind.corrected(version.value, self.row.answer, order=self.row.order)

    @property
    def is_answered(self) -> bool:
        return self.kind.is_answered(self.row.answer)

    @property
    def is_locked(self) -> bool:
        """Whether its correction was shown: no change any more."""
        return self.row.revealed_at is not None

    @property
    def waits(self) -> bool:
        """Whether a person has still to mark it."""
        return self.kind.is_marked_by_person and self.is_answered and not self.row.earned

    @property
    def earned(self) -> Fraction:
        return Fraction(self.row.earned or 0)

    @property
    def is_full(self) -> bool:
        """Whether all its points were earned."""
        return self.row.points > 0 and self.earned == self.row.points

    @property
    def in_words(self) -> str:
        return self.kind.in_words(self.data, self.row.answer)

    @property
    def seal(self) -> str:
        """What tells this answer from another, and nothing of it: a form says with it what it was shown with."""
        return self.seal_of(self.row.answer)

    def seal_of(self, answer: Any) -> str:
        told = json.dumps(answer if self.kind.is_answered(answer) else None, sort_keys=True)
        return salted_hmac("learning.answer", f"{self.row.pk} {told}").hexdigest()[:16]

    def answer_from(self, data: QueryDict) -> Any:
        return self.kind.answer_from(self.data, data, self.name, order=self.row.order)

    def mark(self, *, negative: bool) -> Mark | None:
        """What the answer earns with the key that marks it; None where a person has to say."""
        if self.kind.is_marked_by_person and self.is_answered:
            return None
        version = self.row.marked_as or self.row.version
        return marked(self.kind, version.value, self.row.answer, points=self.row.points, negative=negative)
