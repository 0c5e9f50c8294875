"""A word or a few, typed."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions import accepted
from learning.questions.base import QuestionKind
from learning.questions.choices import refuse_unless
from learning.rules.matching_text import Tolerance, first_fitting

LONGEST = 250


class ShortText(QuestionKind):
    slug = "short_text"

    answers = blocks.ListBlock(
        accepted.SpellingBlock(),
        min_num=1,
        max_num=20,
        label=_("Answers"),
        help_text=_("The first one that fits decides: what it earns and the word on it."),
    )
    ignore_case = blocks.BooleanBlock(label=_("Capitals do not count"), required=False, default=True)
    ignore_accents = blocks.BooleanBlock(label=_("Accents do not count"), required=False, default=True)
    ignore_punctuation = blocks.BooleanBlock(
        label=_("Punctuation and spaces do not count"), required=False, default=False
    )

    corrected_template_name = "learning/questions/corrected_typed.html"

    class Meta:
        icon = "edit"
        label = _("Short answer")
        description = _("A word or a few, typed; several spellings accepted")
        preview_value = {
            "prompt": "Comment s’appelle, dans les comptes, la part d’une subvention affectée à un projet et non "
            "encore utilisée à la clôture ?",
            "points": 2,
            "answers": [
                {"text": "fonds dédié*", "credit": 100, "feedback": "C’est le terme du plan comptable."},
                {
                    "text": "*produit* constaté* d'avance",
                    "credit": 50,
                    "feedback": "C’est le cas quand la subvention couvre expressément une période postérieure.",
                },
                {
                    "text": "*réserve*",
                    "credit": 0,
                    "feedback": "Une réserve vient d’un excédent déjà acquis.",
                },
            ],
            "ignore_case": True,
            "ignore_accents": True,
            "ignore_punctuation": False,
            "hint": "Deux mots : l’argent, et ce à quoi il est voué.",
            "feedback": "Elle est reprise ensuite au rythme des dépenses du projet.",
            "source": "Règlement ANC 2018-06 (comptes 19, 689 et 789)",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        refuse_unless(
            any(accepted.is_expected(one) for one in cleaned["answers"]),
            _("Give at least one answer that earns 100%."),
            "answers",
        )
        return cleaned

    def shown_own(self, question, *, order, answer):
        return {"given": accepted.typed(answer, LONGEST), "longest": LONGEST}

    def answer_from(self, question, data, name, *, order):
        return accepted.typed(data.get(name, ""), LONGEST)

    def is_answered(self, answer):
        return bool(accepted.typed(answer, LONGEST))

    def credit(self, question, answer):
        fitting = self._fitting(question, answer)
        return Fraction(0) if fitting is None else accepted.share_of(question["answers"][fitting])

    def corrected_own(self, question, answer, *, order):
        fitting = self._fitting(question, answer)
        return {
            "given": accepted.typed(answer, LONGEST),
            "is_right": self.credit(question, answer) == 1,
            "is_part": 0 < self.credit(question, answer) < 1,
            "expected": [text.replace("*", "…") for text in accepted.expected_texts(question["answers"])],
            "word": "" if fitting is None else question["answers"][fitting].get("feedback") or "",
        }

    def in_words(self, question, answer):
        return accepted.typed(answer, LONGEST)

    def options(self, question):
        return [
            {"id": str(place), "text": one["text"], "expected": accepted.is_expected(one)}
            for place, one in enumerate(question["answers"])
        ]

    def chosen(self, question, answer):
        fitting = self._fitting(question, answer)
        return [] if fitting is None else [str(fitting)]

    @staticmethod
    def _fitting(question, answer) -> int | None:
        """The place of the accepted answer that this one is."""
        tolerance = Tolerance(
            case=bool(question.get("ignore_case", True)),
            accents=bool(question.get("ignore_accents")),
            punctuation=bool(question.get("ignore_punctuation")),
        )
        return first_fitting(
            accepted.typed(answer, LONGEST), [one["text"] for one in question["answers"]], tolerance
        )
