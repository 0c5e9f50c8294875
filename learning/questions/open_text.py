"""A text that a person reads and marks against criteria."""

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions.accepted import typed
from learning.questions.base import QuestionKind
from learning.questions.choices import refuse_unless

LONGEST = 20_000


class CriterionBlock(blocks.StructBlock):
    """One thing that the reader looks at, and what it is worth."""

    title = blocks.CharBlock(label=_("Criterion"), max_length=200)
    detail = blocks.TextBlock(label=_("What is expected"), required=False, rows=2, max_length=600)
    points = blocks.IntegerBlock(label=_("Points"), min_value=1, max_value=100, default=1)

    class Meta:
        icon = "tasks"
        label = _("Criterion")


class OpenText(QuestionKind):
    slug = "open_text"
    is_marked_by_person = True

    criteria = blocks.ListBlock(
        CriterionBlock(),
        min_num=1,
        max_num=12,
        label=_("Criteria"),
        help_text=_(
            "Their points add up to those of the question. Learners see their titles before writing."
        ),
    )
    min_words = blocks.IntegerBlock(label=_("Words at least"), min_value=0, max_value=2000, required=False)
    max_words = blocks.IntegerBlock(label=_("Words at most"), min_value=1, max_value=3000, required=False)
    model_answer = blocks.TextBlock(
        label=_("Example of a good answer"), required=False, rows=4, help_text=_("Shown once corrected.")
    )

    corrected_template_name = "learning/questions/corrected_text.html"

    class Meta:
        icon = "doc-full"
        label = _("Open answer")
        description = _("A text that a trainer reads and marks against criteria")
        preview_value = {
            "prompt": "En quelques lignes, pour vos adhérents : pourquoi montrer le bénévolat dans les comptes ?",
            "points": 4,
            "criteria": [
                {
                    "title": "Ce que cela montre",
                    "detail": "Le poids réel de l’engagement bénévole.",
                    "points": 2,
                },
                {"title": "Ce que cela ne change pas", "detail": "Le résultat de l’exercice.", "points": 1},
                {"title": "Des mots simples", "detail": "", "points": 1},
            ],
            "min_words": 20,
            "max_words": 150,
            "model_answer": "Les heures données sont inscrites au pied du compte de résultat, du même montant "
            "des deux côtés. Elles montrent ce que notre action coûterait sans vous, sans changer le résultat.",
            "hint": "Pensez aux classes 86 et 87.",
            "feedback": "Les contributions volontaires en nature se présentent au pied du compte de résultat.",
            "source": "Règlement ANC 2018-06, art. 211-1 et suivants",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        together = sum(one["points"] for one in cleaned["criteria"])
        refuse_unless(
            together == cleaned["points"],
            _("The criteria are worth %(together)s points together: give the question as many.")
            % {"together": together},
            "points",
        )
        least, most = cleaned.get("min_words") or 0, cleaned.get("max_words")
        refuse_unless(most is None or least <= most, _("Ask for no more words than you allow."), "min_words")
        return cleaned

    def shown_own(self, question, *, order, answer):
        return {
            "given": typed(answer, LONGEST),
            "longest": LONGEST,
            "min_words": question.get("min_words") or 0,
            "max_words": question.get("max_words") or 0,
            "criteria": [{"title": one["title"], "points": one["points"]} for one in question["criteria"]],
        }

    def answer_from(self, question, data, name, *, order):
        return typed(data.get(name, ""), LONGEST)

    def is_answered(self, answer):
        return bool(typed(answer, LONGEST))

    def is_complete(self, question, answer):
        words = len(typed(answer, LONGEST).split())
        most = question.get("max_words")
        return max(question.get("min_words") or 0, 1) <= words and (not most or words <= most)

    def credit(self, question, answer):
        """Nothing until a person has read it."""
        return Fraction(0)

    def criteria_of(self, question: dict[str, Any]) -> list[dict[str, Any]]:
        """What the reader marks it against: [{"title", "detail", "points"}]."""
        return [
            {"title": one["title"], "detail": one.get("detail") or "", "points": one["points"]}
            for one in question["criteria"]
        ]

    def corrected_own(self, question, answer, *, order):
        return {
            "given": typed(answer, LONGEST),
            "words": len(typed(answer, LONGEST).split()),
            "criteria": self.criteria_of(question),
            "model_answer": question.get("model_answer") or "",
        }

    def in_words(self, question, answer):
        return " ".join(typed(answer, LONGEST).split())
