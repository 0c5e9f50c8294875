"""One right answer among several."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from learning.questions import choices as offered
from learning.questions.base import QuestionKind


class SingleChoice(QuestionKind):
    slug = "single_choice"

    choices = offered.ChoicesBlock(offered.SharedChoiceBlock())

    class Meta:
        icon = "radio-full"
        label = _("Single choice")
        description = _("Several answers, one of them right")
        preview_value = {
            "prompt": "Quels documents adopte l’assemblée générale ?",
            "points": 1,
            "choices": [
                {"text": "Les comptes de l’année", "correct": True, "feedback": ""},
                {
                    "text": "Les bulletins de paie",
                    "correct": False,
                    "feedback": "Ils relèvent de l’employeur.",
                },
            ],
            "hint": "Pensez à ce que le bureau présente une fois par an.",
            "feedback": "L’assemblée approuve les comptes.",
            "source": "Statuts",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        one = len(offered.right_positions(cleaned)) == 1
        offered.refuse_unless(one, _("Tick one right answer, and one only."))
        return cleaned

    def arrange(self, question, chance, shuffle):
        return offered.shuffled(len(question["choices"]), chance) if shuffle else []

    def shown_own(self, question, *, order, answer):
        return {"choices": offered.shown_choices(question, order, answer)}

    def answer_from(self, question, data, name, *, order):
        sent = offered.sent_positions(question, order, [data.get(name, "")])
        return sent[0] if sent else ""

    def credit(self, question, answer):
        if not offered.chosen_options(question, answer) or not isinstance(answer, str):
            return Fraction(0)
        chosen = question["choices"][int(answer)]
        return Fraction(1) if chosen["correct"] else Fraction(min(int(chosen.get("credit") or 0), 99), 100)

    def penalty(self, question, answer):
        wrong = offered.chosen_options(question, answer) and not self.credit(question, answer)
        return Fraction(1, max(len(question["choices"]) - 1, 1)) if wrong else Fraction(0)

    def can_mark(self, old, new):
        return offered.same_choices(old, new)

    def corrected_own(self, question, answer, *, order):
        return {"choices": offered.corrected_choices(question, answer, order), "several": False}

    def options(self, question):
        return offered.options_of(question)

    def chosen(self, question, answer):
        return offered.chosen_options(question, answer)
