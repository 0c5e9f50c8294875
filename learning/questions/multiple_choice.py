"""Several right answers among several."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from learning.questions import choices as offered
from learning.questions.base import QuestionKind
from learning.questions.partial import partial_policy
from learning.rules.partial import all_or_nothing, right_minus_wrong


class MultipleChoice(QuestionKind):
    slug = "multiple_choice"

    choices = offered.ChoicesBlock()
    partial = partial_policy(_("Right answers count, wrong ones take as much away"))

    class Meta:
        icon = "list-ul"
        label = _("Multiple choice")
        description = _("Several answers, any number of them right")
        preview_value = {
            "prompt": "Quels documents composent les comptes annuels ?",
            "points": 2,
            "partial": "all",
            "choices": [
                {"text": "Le bilan", "correct": True, "feedback": ""},
                {"text": "Le compte de résultat", "correct": True, "feedback": ""},
                {"text": "Le budget prévisionnel", "correct": False, "feedback": "Il regarde l’avenir."},
            ],
            "feedback": "Les comptes annuels décrivent l’exercice passé.",
            "source": "",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        offered.refuse_unless(bool(offered.right_positions(cleaned)), _("Tick at least one right answer."))
        return cleaned

    def arrange(self, question, chance, shuffle):
        return offered.shuffled(len(question["choices"]), chance) if shuffle else []

    def shown_own(self, question, *, order, answer):
        return {"choices": offered.shown_choices(question, order, answer)}

    def answer_from(self, question, data, name, *, order):
        return offered.sent_positions(question, order, data.getlist(name))

    def credit(self, question, answer):
        if not isinstance(answer, list):
            return Fraction(0)
        right, chosen = offered.right_positions(question), offered.chosen_positions(answer)
        if question.get("partial") == "share":
            return right_minus_wrong(chosen, right=right, offered=len(question["choices"]))
        return all_or_nothing(chosen == right)

    def penalty(self, question, answer):
        wrong = offered.chosen_options(question, answer) and not self.credit(question, answer)
        return Fraction(1, 2 ** len(question["choices"])) if wrong else Fraction(0)

    def can_mark(self, old, new):
        return offered.same_choices(old, new)

    def corrected_own(self, question, answer, *, order):
        return {"choices": offered.corrected_choices(question, answer, order), "several": True}

    def options(self, question):
        return offered.options_of(question)

    def chosen(self, question, answer):
        return offered.chosen_options(question, answer)
