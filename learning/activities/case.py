"""A case study: situations, each with choices that lead to another."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError

from learning.rules.case_graph import Flaw, Problem, Situation, flaws


class CaseChoiceBlock(blocks.StructBlock):
    """One thing the learner may decide, what follows from it, and the situation it leads to."""

    text = blocks.TextBlock(label=_("Choice"), rows=2)
    consequence = blocks.TextBlock(label=_("What follows"), rows=3, required=False)
    leads_to = blocks.CharBlock(
        label=_("Leads to the situation"),
        max_length=60,
        required=False,
        help_text=_("Its name, as written above it. Empty: the case ends here."),
    )
    is_advised = blocks.BooleanBlock(label=_("What one would advise"), required=False)
    why = blocks.TextBlock(
        label=_("Why one would advise it"),
        rows=2,
        required=False,
        help_text=_("Read at the end, when one looks back on what was decided."),
    )


class SituationBlock(blocks.StructBlock):
    """One situation. The first in the list begins the case; one without choices ends it."""

    name = blocks.CharBlock(label=_("Name"), max_length=60, help_text=_("For choices that lead here."))
    text = blocks.RichTextBlock(label=_("Situation"), features=["bold", "italic", "ol", "ul", "link"])
    choices = blocks.ListBlock(CaseChoiceBlock(), label=_("Choices"), min_num=0, max_num=6, default=[])

    class Meta:
        icon = "list-ul"
        label = _("Situation")


class CaseBlock(blocks.StreamBlock):
    """The situations of a case. Published only if every one can be met and every way comes to an end.

    A draft may be kept with its ways still loose.
    """

    situation = SituationBlock()

    def clean(self, value):
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if found := flaws(situations_in(cleaned)):
            raise StreamBlockValidationError(
                non_block_errors=[ValidationError(words_of_flaw(flaw)) for flaw in found]
            )
        return cleaned


def situations_in(value) -> list[Situation]:
    """The situations of a case as the rules see them."""
    return [
        Situation(one.value["name"], tuple(choice["leads_to"] or "" for choice in one.value["choices"]))
        for one in value
    ]


def words_of_flaw(flaw: Flaw) -> str:
    """What the author has to put right, naming the situation."""
    words = {
        Problem.SAME_NAME: gettext("Two situations are called “%(name)s”: give one another name."),
        Problem.UNKNOWN_TARGET: gettext(
            "In “%(name)s”, a choice leads to “%(target)s”, and no situation is called so."
        ),
        Problem.UNREACHABLE: gettext("No choice leads to “%(name)s”: nobody would ever meet it."),
        Problem.ENDLESS: gettext("From “%(name)s” on, one turns round and round: no choice leads to an end."),
    }[flaw.problem]
    return words % {"name": flaw.name, "target": flaw.target}


CASE_BLOCKS = CaseBlock(required=False)
