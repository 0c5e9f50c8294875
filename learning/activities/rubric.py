"""A rubric: what work is appraised on, and the levels of each criterion."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LevelBlock(blocks.StructBlock):
    """One level of a criterion, from the least to the best."""

    label = blocks.CharBlock(label=_("Level"), max_length=60)
    description = blocks.TextBlock(label=_("What one sees"), rows=2, required=False)
    points = blocks.IntegerBlock(label=_("Points"), min_value=0, default=0)


class CriterionBlock(blocks.StructBlock):
    """One thing that is looked at, with its levels."""

    label = blocks.CharBlock(label=_("Criterion"), max_length=120)
    levels = blocks.ListBlock(LevelBlock(), label=_("Levels"), min_num=2, max_num=6)

    class Meta:
        icon = "tasks"
        label = _("Criterion")


RUBRIC_BLOCKS = [("criterion", CriterionBlock())]


def as_kept(rubric) -> list[dict[str, Any]]:
    """The rubric as a piece of work keeps it: the author's words of that day, nothing chosen yet."""
    return [
        {
            "label": one.value["label"],
            "levels": [
                {
                    "label": level["label"],
                    "description": level["description"] or "",
                    "points": level["points"] or 0,
                }
                for level in one.value["levels"]
            ],
            "chosen": None,
            "comment": "",
        }
        for one in rubric
    ]
