"""The newest news of the house."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class LatestNewsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=80, default="À la maison en ce moment")
    count = blocks.IntegerBlock(label=_("how many"), min_value=1, max_value=12, default=3)

    class Meta:
        label = _("Latest news")
        icon = "calendar-alt"
        description = _("The newest news, kept up to date by itself")
        template = "cms/blocks/latest_news.html"
        label_format = "{title}"
        preview_value = {"title": "À la maison en ce moment", "count": 3}
