"""What a quiz is made of beside questions written in it: sections, and draws from banks."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError

from learning.choosers import bank_chooser

SECTION, DRAW = "section", "draw"


class SectionBlock(blocks.StructBlock):
    """A heading: what follows it, until the next, is one section."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.TextBlock(label=_("Introduction"), rows=2, required=False)

    class Meta:
        icon = "title"
        label = _("Section")
        description = _("A heading for the questions that follow")


BankChooserBlock = bank_chooser.get_block_class(
    name="BankChooserBlock", module_path="learning.questions.parts"
)


class DrawBlock(blocks.StructBlock):
    """Some questions of a bank, drawn anew for each attempt."""

    bank = BankChooserBlock(label=_("Question bank"))
    category = blocks.CharBlock(
        label=_("Category"),
        required=False,
        max_length=255,
        help_text=_("As written in the bank, such as “Law/Statutes”. Empty: the whole bank."),
    )
    tag = blocks.CharBlock(label=_("Tag"), required=False, max_length=100)
    count = blocks.IntegerBlock(label=_("Questions to draw"), min_value=1, max_value=60, default=3)
    points = blocks.IntegerBlock(
        label=_("Points for each"),
        required=False,
        min_value=1,
        max_value=100,
        help_text=_("Empty: as each question says."),
    )

    class Meta:
        icon = "rotate"
        label = _("Draw from a bank")
        description = _("Questions drawn by chance, other ones at each attempt")

    def clean(self, value):
        cleaned = super().clean(value)
        there = self.drawable(cleaned).values("pk").distinct().count()
        if there < cleaned["count"]:
            message = ngettext(
                "The bank has %(n)s such question: draw fewer, or choose another category.",
                "The bank has %(n)s such questions: draw fewer, or choose another category.",
                there,
            )
            raise StructBlockValidationError(block_errors={"count": ValidationError(message % {"n": there})})
        return cleaned

    @staticmethod
    def drawable(value: Any):
        """The questions that this draw chooses from; none where the bank is gone."""
        return apps.get_model("learning", "BankQuestion").objects.drawn_from(
            bank=value["bank"], category=value.get("category") or "", tag=value.get("tag") or ""
        )
