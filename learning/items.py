"""The questions of a quiz beside what answers say of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.models.attempts import ItemStatistic
from learning.questions.asked import Question
from learning.rules.items import LEAST_SAMPLE, Flag

if TYPE_CHECKING:
    from learning.models import BankQuestion, QuizPage

FLAGS: dict[str, Promise] = {
    Flag.NEGATIVE: _("Those who do well elsewhere get it wrong: is the key right?"),
    Flag.WEAK: _("It hardly tells who knows from who does not."),
    Flag.TOO_HARD: _("Hardly anybody finds it."),
    Flag.TOO_EASY: _("Almost everybody finds it."),
    Flag.STRONG_DISTRACTOR: _("A wrong answer is chosen more than the right one."),
    Flag.IDLE_DISTRACTOR: _("A wrong answer is hardly ever chosen."),
}


@dataclass(frozen=True)
class Item:
    """One question with its statistic; None while nobody answered it, or nothing was computed.

    `regrade_address` is where its key is corrected.
    """

    question: Question
    statistic: ItemStatistic | None
    regrade_address: str

    @property
    def prompt(self) -> str:
        return self.question.data["prompt"]

    @property
    def facility(self) -> int | None:
        """In percent."""
        known = self.statistic is not None and self.statistic.facility is not None
        return round(100 * self.statistic.facility) if known else None

    @property
    def is_sampled(self) -> bool:
        """Whether there are answers enough to say more than their number."""
        return self.statistic is not None and self.statistic.sample >= LEAST_SAMPLE

    @property
    def flags(self) -> list[Promise]:
        return [FLAGS[flag] for flag in self.statistic.flags if flag in FLAGS] if self.statistic else []

    @property
    def frequencies(self) -> list[dict]:
        """The choices with their share of the answers, in percent."""
        if self.statistic is None:
            return []
        whole = max(self.statistic.sample, 1)
        return [one | {"percent": round(100 * one["count"] / whole)} for one in self.statistic.frequencies]

    @property
    def may_be_regraded(self) -> bool:
        return self.question.kind.is_scored and not self.question.kind.is_marked_by_person


def items_of(quiz: QuizPage) -> list[Item]:
    """The questions written in this quiz, in order, with what answers say of them there. Costs one query."""
    known = {
        statistic.key: statistic for statistic in ItemStatistic.objects.filter(quiz_key=quiz.translation_key)
    }
    return [
        Item(question, known.get(question.key), reverse("learning_regrade", args=[quiz.pk, question.key]))
        for question in quiz.asked()
    ]


def item_of(kept: BankQuestion) -> Item:
    """A question of a bank with what answers say of it, over every quiz that drew it. Costs one query."""
    key = str(kept.key)
    statistic = ItemStatistic.objects.filter(quiz_key=None, key=key).first()
    address = reverse("learning_regrade_bank_question", args=[kept.pk])
    return Item(Question.of(kept.question[0], key=key), statistic, address)
