"""Each item with what goes with it."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions import arranged, choices
from learning.questions.accepted import word_block
from learning.questions.base import QuestionKind
from learning.questions.partial import SHARE, partial_policy
from learning.rules.partial import all_or_nothing, share_right


class PairBlock(blocks.StructBlock):
    """One item and what goes with it."""

    text = blocks.CharBlock(label=_("Item"), max_length=300)
    match = blocks.CharBlock(label=_("What goes with it"), max_length=300)
    feedback = word_block()

    class Meta:
        icon = "link"
        label = _("Pair")


class Matching(QuestionKind):
    slug = "matching"

    pairs = blocks.ListBlock(
        PairBlock(), min_num=2, max_num=12, label=_("Pairs"), help_text=_("They are shown mixed up.")
    )
    distractors = blocks.ListBlock(
        blocks.CharBlock(max_length=300, label=_("Answer that goes with nothing")),
        max_num=6,
        required=False,
        default=[],
        label=_("Answers that go with nothing"),
    )
    partial = partial_policy(_("Each right pair earns its share"), default=SHARE)

    corrected_template_name = "learning/questions/corrected_parts.html"

    class Meta:
        icon = "link"
        label = _("Matching")
        description = _("Each item with what goes with it")
        preview_value = {
            "prompt": "À chaque document des comptes annuels, ce qu’il dit.",
            "points": 3,
            "pairs": [
                {
                    "text": "Le bilan",
                    "match": "Ce que l’association possède et ce qu’elle doit, à une date",
                    "feedback": "",
                },
                {
                    "text": "Le compte de résultat",
                    "match": "Les produits et les charges de l’année",
                    "feedback": "",
                },
                {
                    "text": "L’annexe",
                    "match": "Les explications qui aident à lire les deux autres",
                    "feedback": "Elle commente : elle ne contient pas l’essentiel des montants.",
                },
            ],
            "distractors": ["Les décisions prises en assemblée générale"],
            "partial": "share",
            "hint": "Commencez par celui qui est daté du dernier jour de l’exercice.",
            "feedback": "Bilan, compte de résultat et annexe forment un tout.",
            "source": "Code de commerce, art. L. 612-4",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        items = [pair["text"].strip() for pair in cleaned["pairs"]]
        choices.refuse_unless(
            len(set(items)) == len(items), _("Two items read the same: tell them apart."), "pairs"
        )
        matches = {pair["match"].strip() for pair in cleaned["pairs"]}
        choices.refuse_unless(
            not matches & {text.strip() for text in cleaned["distractors"]},
            _("One of them goes with an item: it is a right answer there."),
            "distractors",
        )
        choices.refuse_unless(
            len(self._offered(cleaned)) > 1, _("Give at least two different answers to choose from."), "pairs"
        )
        return cleaned

    def arrange(self, question, chance, shuffle):
        return choices.shuffled(len(self._offered(question)), chance)

    def shown_own(self, question, *, order, answer):
        offered, given = self._offered(question), self._given(question, answer)
        shown = arranged.drawn(order, offered)
        return {
            "parts": [
                {"text": pair["text"], "chosen": str(shown.index(given[place])) if place in given else ""}
                for place, pair in enumerate(question["pairs"])
            ],
            "offered": [{"value": str(number), "text": offered[place]} for number, place in enumerate(shown)],
        }

    def answer_from(self, question, data, name, *, order):
        return arranged.sent_parts(
            data,
            name,
            shown=range(len(question["pairs"])),
            offered=arranged.drawn(order, self._offered(question)),
        )

    def is_complete(self, question, answer):
        return len(self._given(question, answer)) == len(question["pairs"])

    def credit(self, question, answer):
        rights = self._rights(question, answer)
        return share_right(rights) if question.get("partial") == SHARE else all_or_nothing(all(rights))

    def penalty(self, question, answer):
        if not self._given(question, answer) or self.credit(question, answer):
            return Fraction(0)
        by_chance = Fraction(1, len(self._offered(question)))
        return by_chance if question.get("partial") == SHARE else by_chance ** len(question["pairs"])

    def can_mark(self, old, new):
        return [pair["text"] for pair in old["pairs"]] == [
            pair["text"] for pair in new["pairs"]
        ] and self._offered(old) == self._offered(new)

    def corrected_own(self, question, answer, *, order):
        offered, given, key = self._offered(question), self._given(question, answer), self._key(question)
        return {
            "parts": [
                {
                    "text": pair["text"],
                    "given": offered[given[place]] if place in given else "",
                    "expected": [offered[key[place]]],
                    "is_right": given.get(place) == key[place],
                    "word": (pair.get("feedback") or "") if place in given else "",
                }
                for place, pair in enumerate(question["pairs"])
            ]
        }

    def in_words(self, question, answer):
        offered, given = self._offered(question), self._given(question, answer)
        return " · ".join(
            f"{pair['text']} → {offered[given[place]]}"
            for place, pair in enumerate(question["pairs"])
            if place in given
        )

    def options(self, question):
        return arranged.rights_as_options([pair["text"] for pair in question["pairs"]])

    def chosen(self, question, answer):
        return [str(place) for place, is_right in enumerate(self._rights(question, answer)) if is_right]

    @staticmethod
    def _offered(question) -> list[str]:
        """What may be chosen: each text once, the distractors last."""
        texts = [pair["match"] for pair in question["pairs"]] + list(question.get("distractors") or [])
        return list(dict.fromkeys(texts))

    def _key(self, question) -> list[int]:
        """For each item, the place of what goes with it."""
        offered = self._offered(question)
        return [offered.index(pair["match"]) for pair in question["pairs"]]

    def _given(self, question, answer) -> dict[int, int]:
        return arranged.parts(answer, count=len(question["pairs"]), offered=len(self._offered(question)))

    def _rights(self, question, answer) -> list[bool]:
        given = self._given(question, answer)
        return [given.get(place) == expected for place, expected in enumerate(self._key(question))]
