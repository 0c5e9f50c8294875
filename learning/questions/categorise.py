"""Each item into the category it belongs to."""

from fractions import Fraction

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.questions import arranged, choices
from learning.questions.accepted import word_block
from learning.questions.base import QuestionKind
from learning.questions.partial import SHARE, partial_policy
from learning.rules.partial import all_or_nothing, share_right


class ItemBlock(blocks.StructBlock):
    """One item of a category."""

    text = blocks.CharBlock(label=_("Item"), max_length=300)
    feedback = word_block()

    class Meta:
        icon = "tag"
        label = _("Item")


class CategoryBlock(blocks.StructBlock):
    """One category and what belongs to it; maybe nothing."""

    title = blocks.CharBlock(label=_("Category"), max_length=200)
    items = blocks.ListBlock(
        ItemBlock(), max_num=12, required=False, default=[], label=_("What belongs to it")
    )

    class Meta:
        icon = "folder"
        label = _("Category")


class Categorise(QuestionKind):
    """An answer is {"place of an item, all categories counted one after the other": "place of a category"}."""

    slug = "categorise"

    categories = blocks.ListBlock(
        CategoryBlock(), min_num=2, max_num=6, label=_("Categories"), help_text=_("Items are shown mixed up.")
    )
    partial = partial_policy(_("Each item in its category earns its share"), default=SHARE)

    corrected_template_name = "learning/questions/corrected_parts.html"

    class Meta:
        icon = "folder-open-1"
        label = _("Categories")
        description = _("Each item into the category it belongs to")
        preview_value = {
            "prompt": "Dans le compte de résultat, charge ou produit ?",
            "points": 3,
            "categories": [
                {
                    "title": "Charges",
                    "items": [
                        {"text": "Le loyer de la salle", "feedback": ""},
                        {"text": "L’assurance de l’association", "feedback": ""},
                    ],
                },
                {
                    "title": "Produits",
                    "items": [
                        {"text": "Les adhésions", "feedback": ""},
                        {
                            "text": "Une subvention de fonctionnement",
                            "feedback": "Elle est reçue : c’est un produit.",
                        },
                    ],
                },
            ],
            "partial": "share",
            "hint": "Ce que l’association dépense, ce qu’elle reçoit.",
            "feedback": "La différence entre les produits et les charges est le résultat de l’année.",
            "source": "Règlement ANC 2018-06",
        }

    def clean(self, value):
        cleaned = super().clean(value)
        titles = [category["title"].strip() for category in cleaned["categories"]]
        choices.refuse_unless(
            len(set(titles)) == len(titles), _("Two categories read the same: tell them apart."), "categories"
        )
        texts = [item["text"].strip() for item, _category in self._items(cleaned)]
        choices.refuse_unless(len(texts) > 1, _("Give at least two items to sort."), "categories")
        choices.refuse_unless(
            len(set(texts)) == len(texts),
            _("The same item stands twice: leave it in one category only."),
            "categories",
        )
        return cleaned

    def arrange(self, question, chance, shuffle):
        return choices.shuffled(len(self._items(question)), chance)

    def shown_own(self, question, *, order, answer):
        texts, given = self._texts(question), self._given(question, answer)
        return {
            "parts": [
                {"text": texts[place], "chosen": str(given[place]) if place in given else ""}
                for place in arranged.drawn(order, texts)
            ],
            "offered": [
                {"value": str(place), "text": category["title"]}
                for place, category in enumerate(question["categories"])
            ],
        }

    def answer_from(self, question, data, name, *, order):
        return arranged.sent_parts(
            data,
            name,
            shown=arranged.drawn(order, self._texts(question)),
            offered=range(len(question["categories"])),
        )

    def is_complete(self, question, answer):
        return len(self._given(question, answer)) == len(self._items(question))

    def credit(self, question, answer):
        rights = self._rights(question, answer)
        return share_right(rights) if question.get("partial") == SHARE else all_or_nothing(all(rights))

    def penalty(self, question, answer):
        if not self._given(question, answer) or self.credit(question, answer):
            return Fraction(0)
        by_chance = Fraction(1, len(question["categories"]))
        return by_chance if question.get("partial") == SHARE else by_chance ** len(self._items(question))

    def can_mark(self, old, new):
        # An item moved to another category changes place: answers could no longer be read.
        return self._texts(old) == self._texts(new) and len(old["categories"]) == len(new["categories"])

    def corrected_own(self, question, answer, *, order):
        items, given, texts = self._items(question), self._given(question, answer), self._texts(question)
        titles = [category["title"] for category in question["categories"]]
        return {
            "parts": [
                {
                    "text": texts[place],
                    "given": titles[given[place]] if place in given else "",
                    "expected": [titles[items[place][1]]],
                    "is_right": given.get(place) == items[place][1],
                    "word": (items[place][0].get("feedback") or "") if place in given else "",
                }
                for place in arranged.drawn(order, texts)
            ]
        }

    def in_words(self, question, answer):
        texts = self._texts(question)
        return " · ".join(
            f"{texts[place]} → {question['categories'][category]['title']}"
            for place, category in sorted(self._given(question, answer).items())
        )

    def options(self, question):
        return arranged.rights_as_options(self._texts(question))

    def chosen(self, question, answer):
        return [str(place) for place, is_right in enumerate(self._rights(question, answer)) if is_right]

    @staticmethod
    def _items(question) -> list[tuple[dict, int]]:
        """Each item with the place of its category, in the author's order."""
        return [
            (item, place)
            for place, category in enumerate(question["categories"])
            for item in category.get("items") or []
        ]

    def _texts(self, question) -> list[str]:
        return [item["text"] for item, _category in self._items(question)]

    def _given(self, question, answer) -> dict[int, int]:
        return arranged.parts(answer, count=len(self._items(question)), offered=len(question["categories"]))

    def _rights(self, question, answer) -> list[bool]:
        given = self._given(question, answer)
        return [given.get(place) == category for place, (_item, category) in enumerate(self._items(question))]
