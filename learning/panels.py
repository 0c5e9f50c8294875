"""What an author's form shows beside its fields."""

from __future__ import annotations

from django import forms
from wagtail.admin.panels import Panel

from learning.items import Item, item_of, items_of


class ItemStatisticsPanel(Panel):
    """What answers say of each question of a quiz that was published once; its script sets each beside its question."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "learning/admin/item_statistics.html"

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/item_statistics.js"], css={"all": ["css/banks_desk.css"]})

        def is_shown(self) -> bool:
            return bool(self.instance.pk and self.instance.first_published_at)

        def items(self) -> list[Item]:
            return items_of(self.instance)

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"items": self.items(), "by_question": True}


class BankStatisticsPanel(ItemStatisticsPanel):
    """What answers say of a question of a bank, over every quiz that drew it."""

    class BoundPanel(ItemStatisticsPanel.BoundPanel):
        def is_shown(self) -> bool:
            return bool(self.instance.pk and len(self.instance.question))

        def items(self) -> list[Item]:
            return [item_of(self.instance)]

        def get_context_data(self, parent_context=None):
            return super().get_context_data(parent_context) | {"by_question": False}
