"""Steps to put in order."""

from fractions import Fraction
from math import factorial

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions import arranged, choices
from learning.questions.base import QuestionKind
from learning.questions.partial import ALL, SHARE
from learning.rules.partial import all_or_nothing, neighbours_right, share_right

NEIGHBOURS = "neighbours"


class Ordering(QuestionKind):
    """An answer is {"place of a step as written": "its rank from 0"}: the right one gives each its own place."""

    slug = "ordering"

    steps = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Step")),
        min_num=3,
        max_num=12,
        label=_("Steps"),
        help_text=_("Write them in the right order: they are shown mixed up."),
    )
    partial = blocks.ChoiceBlock(
        choices=[
            (ALL, _("All or nothing")),
            (SHARE, _("Each step at its right place earns its share")),
            (NEIGHBOURS, _("Each step that follows the right one earns its share")),
        ],
        default=SHARE,
        label=_("An answer that is partly right"),
    )

    corrected_template_name = "learning/questions/corrected_order.html"

    class Meta:
        icon = "list-ol"
        label = _("Ordering")
        description = _("Steps to put in order")
        preview_value = {
            "prompt": "Remettez dans l’ordre les étapes d’une assemblée générale.",
            "points": 4,
            "steps": [
                "Convoquer les membres avec l’ordre du jour",
                "Faire signer la feuille de présence",
                "Présenter les rapports et en débattre",
                "Voter les résolutions",
                "Rédiger le procès-verbal",
            ],
            "partial": "neighbours",
            "hint": "On ne vote que ce qui a été présenté.",
            "feedback": "Les statuts fixent les délais et les majorités ; le procès-verbal garde trace des décisions.",
            "source": "Vos statuts",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        texts = [text.strip() for text in cleaned["steps"]]
        choices.refuse_unless(
            len(set(texts)) == len(texts), _("Two steps read the same: tell them apart."), "steps"
        )
        return cleaned

    def arrange(self, question, chance, shuffle):
        return choices.shuffled(len(question["steps"]), chance)

    def shown_own(self, question, *, order, answer):
        ranks = self._ranks(question, answer)
        shown = arranged.drawn(order, question["steps"])
        return {
            "parts": [
                {"text": question["steps"][place], "chosen": str(ranks[place]) if place in ranks else ""}
                for place in shown
            ],
            "offered": [{"value": str(rank), "text": str(rank + 1)} for rank in range(len(shown))],
        }

    def answer_from(self, question, data, name, *, order):
        return arranged.sent_parts(
            data,
            name,
            shown=arranged.drawn(order, question["steps"]),
            offered=range(len(question["steps"])),
        )

    def is_complete(self, question, answer):
        return len(set(self._ranks(question, answer).values())) == len(question["steps"])

    def credit(self, question, answer):
        ranks, count = self._ranks(question, answer), len(question["steps"])
        rights = [ranks.get(place) == place for place in range(count)]
        policy = question.get("partial")
        if policy == SHARE:
            return share_right(rights)
        if policy == NEIGHBOURS:
            if not self.is_complete(question, answer):
                return Fraction(0)
            return neighbours_right(sorted(ranks, key=ranks.get), range(count))
        return all_or_nothing(all(rights))

    def penalty(self, question, answer):
        count = len(question["steps"])
        if not self._ranks(question, answer) or self.credit(question, answer):
            return Fraction(0)
        return Fraction(1, factorial(count) if question.get("partial") == ALL else count)

    def can_mark(self, old, new):
        # The written order is the key: what an answer names by its place is found again by its words.
        return list(old["steps"]) == list(new["steps"])

    def corrected_own(self, question, answer, *, order):
        ranks = self._ranks(question, answer)
        return {
            "steps": [
                {
                    "text": text,
                    "rank": place + 1,
                    "given": ranks[place] + 1 if place in ranks else None,
                    "is_right": ranks.get(place) == place,
                }
                for place, text in enumerate(question["steps"])
            ]
        }

    def in_words(self, question, answer):
        ranks = self._ranks(question, answer)
        return " · ".join(
            f"{ranks[place] + 1}. {question['steps'][place]}" for place in sorted(ranks, key=ranks.get)
        )

    def options(self, question):
        return arranged.rights_as_options(list(question["steps"]))

    def chosen(self, question, answer):
        ranks = self._ranks(question, answer)
        return [str(place) for place in range(len(question["steps"])) if ranks.get(place) == place]

    @staticmethod
    def _ranks(question, answer) -> dict[int, int]:
        count = len(question["steps"])
        return arranged.parts(answer, count=count, offered=count)
