"""A heading inside a page, with an anchor so that it can be linked to."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

LEVELS = [("h2", _("Part")), ("h3", _("Sub-part"))]


class Heading(blocks.StructValue):
    @property
    def anchor(self) -> str:
        """The id of the heading, made from its words: stable as long as they are."""
        return slugify(self.get("text", "")) or "partie"


class HeadingBlock(blocks.StructBlock):
    text = blocks.CharBlock(label=_("text"), max_length=160)
    level = blocks.ChoiceBlock(
        label=_("level"),
        choices=LEVELS,
        default="h2",
        help_text=_("A sub-part always stands under a part: readers who listen rely on it."),
    )

    class Meta:
        label = _("Heading")
        icon = "title"
        description = _("Opens a part or a sub-part of the page")
        template = "cms/blocks/heading.html"
        value_class = Heading
        label_format = "{text}"
        preview_value = {"text": "Deux façons de raconter une année", "level": "h2"}
