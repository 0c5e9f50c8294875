"""The contract of a kind of question: what an author fills in, what a learner sees, how an answer is marked."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any, ClassVar

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions.media import MediaBlock, shown_media


class QuestionKind(blocks.StructBlock):
    """A kind of question.

    Subclasses add author fields as block children, set ``slug``, and implement ``shown_own``, ``answer_from``,
    ``credit`` and ``corrected_own``. The template `templates/learning/questions/<slug>.html` gets only what ``shown``
    returns, and the corrected one only what ``corrected`` returns: the key never reaches the page before it may.

    ``question`` is the author's data as plain JSON; an ``answer`` is JSON too, in the author's terms (positions as
    written, not as shown). ``order`` is what ``arrange`` drew for this attempt. None of the methods raises, whatever
    was sent.
    """

    slug: ClassVar[str]
    #: Whether a person must read the answer to mark it.
    is_marked_by_person: ClassVar[bool] = False
    #: Whether it counts for the score at all.
    is_scored: ClassVar[bool] = True

    prompt = blocks.TextBlock(label=_("Question"), rows=2)
    media = MediaBlock(required=False)
    points = blocks.IntegerBlock(label=_("Points"), min_value=1, max_value=100, default=1)
    hint = blocks.TextBlock(
        label=_("Hint"), required=False, rows=2, help_text=_("The learner may open it before answering.")
    )
    feedback = blocks.TextBlock(
        label=_("Explanation"),
        required=False,
        help_text=_("Shown once answered, right or not: why it is so."),
        rows=3,
    )
    source = blocks.CharBlock(
        label=_("Source"), required=False, max_length=200, help_text=_("Law, standard or page to read.")
    )
    review_on = blocks.DateBlock(
        label=_("To review on"),
        required=False,
        help_text=_("When somebody should check that it still holds."),
    )

    #: What shows the answer once sent: it gets what ``corrected`` returns. A kind without choices has its own.
    corrected_template_name: ClassVar[str] = "learning/questions/corrected.html"

    @property
    def template_name(self) -> str:
        return f"learning/questions/{self.slug}.html"

    # --- Before the answer

    def arrange(self, question: dict[str, Any], chance: random.Random, shuffle: bool) -> list:
        """The order in which this attempt shows what may be shuffled; empty: as written.

        ``shuffle`` is the quiz's wish. A kind whose written order is the key shuffles whatever the wish.
        """
        return []

    def shown(self, question: dict[str, Any], *, order: list, answer: Any) -> dict[str, Any]:
        """What the learner may see before the correction, the saved answer filled in. Never the key nor why."""
        return {
            "prompt": question["prompt"],
            "media": shown_media(question.get("media")),
            "hint": question.get("hint") or "",
        } | self.shown_own(question, order=order, answer=answer)

    def shown_own(self, question: dict[str, Any], *, order: list, answer: Any) -> dict[str, Any]:
        """The part of ``shown`` that is this kind's. Values that the form sends are places as shown."""
        raise NotImplementedError

    def answer_from(self, question: dict[str, Any], data: QueryDict, name: str, *, order: list) -> Any:
        """What the learner sent for this question, in the author's terms.

        Reduced to what the question offers: what it does not know is dropped, so that nothing of any size or sense is
        kept because somebody sent it.
        """
        raise NotImplementedError

    def is_answered(self, answer: Any) -> bool:
        """Whether something was answered at all."""
        return answer not in ("", None, [], {})

    def is_complete(self, question: dict[str, Any], answer: Any) -> bool:
        """Whether nothing is left to answer in it."""
        return self.is_answered(answer)

    # --- Marking

    def credit(self, question: dict[str, Any], answer: Any) -> Fraction:
        """The share of the points this answer earns, from 0 to 1. A malformed answer earns 0."""
        raise NotImplementedError

    def penalty(self, question: dict[str, Any], answer: Any) -> Fraction:
        """The share of the points that a wrong answer costs where the quiz marks negatively, from 0 to 1.

        As much as guessing would earn, so that guessing gains nothing; 0 for kinds that one does not guess, and for no
        answer at all.
        """
        return Fraction(0)

    def criteria_of(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        """What a person marks it against: [{"title", "detail", "points"}]; empty where a machine marks."""
        return []

    def can_mark(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        """Whether answers given to the old wording can be marked with the new one's key.

        Answers name places: what was offered must still be at the same place.
        """
        return not self.is_marked_by_person

    # --- Once answered

    def corrected(self, question: dict[str, Any], answer: Any, *, order: list) -> dict[str, Any]:
        """What the learner may see once corrected: their answer, the expected one, why."""
        return {
            "prompt": question["prompt"],
            "media": shown_media(question.get("media")),
            "feedback": question.get("feedback") or "",
            "source": question.get("source") or "",
        } | self.corrected_own(question, answer, order=order)

    def corrected_own(self, question: dict[str, Any], answer: Any, *, order: list) -> dict[str, Any]:
        """The part of ``corrected`` that is this kind's."""
        raise NotImplementedError

    def in_words(self, question: dict[str, Any], answer: Any) -> str:
        """The answer as staff read it, in one line."""
        texts = {option["id"]: option["text"] for option in self.options(question)}
        return " · ".join(texts[one] for one in self.chosen(question, answer))

    # --- Statistics

    def options(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        """The answers offered, each with a lasting id: [{"id", "text", "expected"}]. Empty where nothing is offered."""
        return []

    def chosen(self, question: dict[str, Any], answer: Any) -> list[str]:
        """The ids of the options that this answer chose."""
        return []
