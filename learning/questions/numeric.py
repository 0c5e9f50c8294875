"""A number, typed, with its unit where the author asks for it."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions import accepted
from learning.questions.base import QuestionKind
from learning.questions.choices import refuse_unless
from learning.rules.matching_text import Tolerance, comparable
from learning.rules.numbers import LONGEST_TYPED, is_near, number, typed_number

ABSOLUTE, PERCENT = "absolute", "percent"
SHOWN, OPTIONAL, REQUIRED = "shown", "optional", "required"


class ValueBlock(blocks.StructBlock):
    """One value that is expected, or a known wrong one."""

    value = blocks.CharBlock(label=_("Number"), max_length=40, validators=[accepted.is_number])
    tolerance = blocks.CharBlock(
        label=_("Tolerance"),
        max_length=40,
        required=False,
        default="0",
        validators=[accepted.is_no_less_than_zero],
    )
    tolerance_kind = blocks.ChoiceBlock(
        choices=[
            (ABSOLUTE, _("More or less this much")),
            (PERCENT, _("More or less this share of the number (%)")),
        ],
        default=ABSOLUTE,
        label=_("Tolerance counted as"),
    )
    credit = accepted.credit_block()
    feedback = accepted.word_block()

    class Meta:
        icon = "tick"
        label = _("Number")


class Numeric(QuestionKind):
    slug = "numeric"

    answers = blocks.ListBlock(
        ValueBlock(),
        min_num=1,
        max_num=20,
        label=_("Numbers"),
        help_text=_("The first one near enough decides: what it earns and the word on it."),
    )
    unit = blocks.CharBlock(
        label=_("Unit"),
        required=False,
        max_length=100,
        help_text=_("Its spellings, separated by a semicolon: “€; euros; EUR”. Empty: a number alone."),
    )
    unit_policy = blocks.ChoiceBlock(
        choices=[
            (SHOWN, _("Shown beside the field")),
            (OPTIONAL, _("May be written")),
            (REQUIRED, _("Must be written: part of the answer")),
        ],
        default=SHOWN,
        label=_("The unit is"),
    )

    corrected_template_name = "learning/questions/corrected_typed.html"

    class Meta:
        icon = "decimal"
        label = _("Number")
        description = _("A number with its tolerance, and its unit if wanted")
        preview_value = {
            "prompt": "Au-delà de quel total annuel de subventions publiques en argent une association doit-elle "
            "nommer un commissaire aux comptes ?",
            "points": 2,
            "answers": [
                {
                    "value": "153 000",
                    "tolerance": "0",
                    "tolerance_kind": "absolute",
                    "credit": 100,
                    "feedback": "",
                },
                {
                    "value": "23 000",
                    "tolerance": "1",
                    "tolerance_kind": "percent",
                    "credit": 0,
                    "feedback": "Ce seuil est celui de la convention écrite.",
                },
            ],
            "unit": "€; euros; euro; EUR",
            "unit_policy": "optional",
            "hint": "Toutes les autorités administratives s’additionnent.",
            "feedback": "Le seuil porte sur les subventions en argent, toutes additionnées.",
            "source": "Code de commerce, art. L. 612-4 et D. 612-5",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        right = any(accepted.is_expected(one) for one in cleaned["answers"])
        refuse_unless(right, _("Give at least one number that earns 100%."), "answers")
        missing = cleaned["unit_policy"] == REQUIRED and not self._units(cleaned)
        refuse_unless(not missing, _("Write the unit that must be written."), "unit")
        return cleaned

    def shown_own(self, question, *, order, answer):
        units, policy = self._units(question), question.get("unit_policy")
        return {
            "given": accepted.typed(answer, LONGEST_TYPED),
            "longest": LONGEST_TYPED,
            "unit": units[0] if units and policy == SHOWN else "",
            "wants_unit": bool(units) and policy == REQUIRED,
        }

    def answer_from(self, question, data, name, *, order):
        return accepted.typed(data.get(name, ""), LONGEST_TYPED)

    def is_answered(self, answer):
        return bool(accepted.typed(answer, LONGEST_TYPED))

    def credit(self, question, answer):
        fitting = self._fitting(question, answer)
        return Fraction(0) if fitting is None else accepted.share_of(question["answers"][fitting])

    def corrected_own(self, question, answer, *, order):
        fitting, units = self._fitting(question, answer), self._units(question)
        beside = f" {units[0]}" if units else ""
        return {
            "given": accepted.typed(answer, LONGEST_TYPED),
            "is_right": self.credit(question, answer) == 1,
            "is_part": 0 < self.credit(question, answer) < 1,
            "expected": [_told(one) + beside for one in question["answers"] if accepted.is_expected(one)],
            "word": "" if fitting is None else question["answers"][fitting].get("feedback") or "",
        }

    def in_words(self, question, answer):
        return accepted.typed(answer, LONGEST_TYPED)

    def options(self, question):
        return [
            {"id": str(place), "text": _told(one), "expected": accepted.is_expected(one)}
            for place, one in enumerate(question["answers"])
        ]

    def chosen(self, question, answer):
        fitting = self._fitting(question, answer)
        return [] if fitting is None else [str(fitting)]

    @staticmethod
    def _units(question) -> list[str]:
        return [unit.strip() for unit in (question.get("unit") or "").split(";") if unit.strip()]

    def _fitting(self, question, answer) -> int | None:
        """The place of the expected number that this one is near, its unit being right too."""
        typed = typed_number(accepted.typed(answer, LONGEST_TYPED))
        if typed is None:
            return None
        units = [comparable(unit, Tolerance()) for unit in self._units(question)]
        if typed.unit and comparable(typed.unit, Tolerance()) not in units:
            return None
        if not typed.unit and question.get("unit_policy") == REQUIRED and units:
            return None
        for place, one in enumerate(question["answers"]):
            expected, tolerance = number(one["value"]), number(one.get("tolerance") or "0") or Fraction(0)
            percent = one.get("tolerance_kind") == PERCENT
            if expected is not None and any(
                is_near(value, expected, tolerance=tolerance, percent=percent) for value in typed.readings
            ):
                return place
        return None


def _told(one: dict) -> str:
    """An expected number and what is allowed around it."""
    tolerance = one.get("tolerance") or "0"
    if not number(tolerance):
        return one["value"]
    percent = "\u00a0%" if one.get("tolerance_kind") == PERCENT else ""
    return f"{one['value']} ± {tolerance}{percent}"
