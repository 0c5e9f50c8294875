"""A statement that is true or false."""

from fractions import Fraction

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions.base import QuestionKind


class TrueFalse(QuestionKind):
    slug = "true_false"

    is_true = blocks.BooleanBlock(label=_("The statement is true"), required=False)
    feedback_true = blocks.TextBlock(label=_("Word to who answers “true”"), required=False, rows=1)
    feedback_false = blocks.TextBlock(label=_("Word to who answers “false”"), required=False, rows=1)

    class Meta:
        icon = "check"
        label = _("True or false")
        description = _("A statement that is true or false")
        preview_value = {
            "prompt": "La loi de 1901 impose d’élire un président.",
            "points": 1,
            "is_true": False,
            "feedback": "La loi ne l’impose pas : les statuts décident.",
            "source": "Loi du 1er juillet 1901, art. 5",
        }

    def shown_own(self, question, *, order, answer):
        return {"given": answer if answer in ("true", "false") else ""}

    def answer_from(self, question, data, name, *, order):
        sent = data.get(name, "")
        return sent if sent in ("true", "false") else ""

    def credit(self, question, answer):
        return Fraction(answer == ("true" if question["is_true"] else "false"))

    def penalty(self, question, answer):
        return Fraction(answer in ("true", "false") and not self.credit(question, answer))

    def corrected_own(self, question, answer, *, order):
        return {
            "choices": [
                {
                    "text": option["text"],
                    "chosen": option["id"] == answer,
                    "expected": option["expected"],
                    "feedback": (question.get(f"feedback_{answer}") or "") if option["id"] == answer else "",
                }
                for option in self.options(question)
            ],
            "several": False,
        }

    def options(self, question):
        is_true = bool(question["is_true"])
        return [
            {"id": "true", "text": gettext("True"), "expected": is_true},
            {"id": "false", "text": gettext("False"), "expected": not is_true},
        ]

    def chosen(self, question, answer):
        return [answer] if answer in ("true", "false") else []
