"""Statements that one agrees with more or less: an opinion, never scored."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions import arranged
from learning.questions.base import QuestionKind

SCALE = ["Pas du tout d’accord", "Plutôt pas d’accord", "Plutôt d’accord", "Tout à fait d’accord"]


class Likert(QuestionKind):
    slug = "likert"
    is_scored = False

    points = blocks.IntegerBlock(
        label=_("Points"),
        min_value=0,
        max_value=0,
        default=0,
        required=False,
        help_text=_("An opinion earns no points."),
    )
    statements = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Statement")), min_num=1, max_num=12, label=_("Statements")
    )
    scale = blocks.ListBlock(
        blocks.CharBlock(max_length=80, label=_("Degree")),
        min_num=2,
        max_num=7,
        default=SCALE,
        label=_("Scale"),
        help_text=_("From one end to the other."),
    )

    corrected_template_name = "learning/questions/corrected_opinion.html"

    class Meta:
        icon = "order"
        label = _("Scale of opinion")
        description = _("Statements one agrees with more or less; not scored")
        preview_value = {
            "prompt": "Aujourd’hui, où en êtes-vous ?",
            "points": 0,
            "statements": [
                "Je sais lire un compte de résultat.",
                "Je saurais présenter les comptes en assemblée générale.",
            ],
            "scale": SCALE,
            "hint": "Il n’y a ni bonne ni mauvaise réponse.",
            "feedback": "Vos réponses aident à préparer la suite du module avec vous.",
            "source": "",
        }

    def shown_own(self, question, *, order, answer):
        given = self._given(question, answer)
        return {
            "parts": [
                {
                    "text": text,
                    "offered": [
                        {"value": str(place), "text": degree, "chosen": given.get(number) == place}
                        for place, degree in enumerate(question["scale"])
                    ],
                }
                for number, text in enumerate(question["statements"])
            ]
        }

    def answer_from(self, question, data, name, *, order):
        return arranged.sent_parts(
            data, name, shown=range(len(question["statements"])), offered=range(len(question["scale"]))
        )

    def is_complete(self, question, answer):
        return len(self._given(question, answer)) == len(question["statements"])

    def credit(self, question, answer):
        return Fraction(0)

    def can_mark(self, old, new):
        return list(old["statements"]) == list(new["statements"]) and list(old["scale"]) == list(new["scale"])

    def corrected_own(self, question, answer, *, order):
        given = self._given(question, answer)
        return {
            "parts": [
                {"text": text, "given": question["scale"][given[place]] if place in given else ""}
                for place, text in enumerate(question["statements"])
            ]
        }

    def options(self, question):
        return [
            {"id": f"{number}:{place}", "text": f"{text} {degree}", "expected": False}
            for number, text in enumerate(question["statements"])
            for place, degree in enumerate(question["scale"])
        ]

    def chosen(self, question, answer):
        return [f"{number}:{place}" for number, place in sorted(self._given(question, answer).items())]

    @staticmethod
    def _given(question, answer) -> dict[int, int]:
        return arranged.parts(answer, count=len(question["statements"]), offered=len(question["scale"]))
