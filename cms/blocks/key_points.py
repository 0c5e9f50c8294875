"""What to keep from a sequence, in a few sentences."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.paragraph import INLINE_FEATURES


class KeyPointsBlock(blocks.StructBlock):
    points = blocks.ListBlock(
        blocks.RichTextBlock(label=_("point"), features=INLINE_FEATURES),
        label=_("points"),
        min_num=1,
        max_num=8,
    )

    class Meta:
        label = _("Key points")
        icon = "list-ul"
        description = _("What to keep, at the end of a sequence")
        template = "cms/blocks/key_points.html"
        preview_value = {
            "points": [
                "<p>La trésorerie suit l’argent\u00a0; l’engagement suit les faits.</p>",
                "<p>L’écart entre les deux se calcule et s’explique.</p>",
                "<p>Une écriture, une pièce, un numéro.</p>",
            ]
        }
