"""Some modules of the catalogue."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ModulesBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80, default="Pour commencer")
    count = blocks.IntegerBlock(label=_("how many"), min_value=1, max_value=12, default=3)

    class Meta:
        label = _("Modules")
        icon = "folder-open-inverse"
        description = _("The first modules of the catalogue, kept up to date by itself")
        template = "cms/blocks/modules.html"
        label_format = "{title}"
        preview_value = {"title": "Pour commencer", "count": 3}
