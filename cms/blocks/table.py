"""A table with a caption. It scrolls inside a named region that the keyboard can reach."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock

from cms.blocks.paragraph import INLINE_FEATURES


class AmountBlock(blocks.CharBlock):
    """A cell with a figure: aligned to the end, never broken over two lines."""

    class Meta:
        template = "cms/blocks/table_amount.html"
        # How the heading of such a column is set: above its figures.
        heading_class = "num"


class TableBlock(blocks.StructBlock):
    caption = blocks.CharBlock(
        label=_("caption"), max_length=160, help_text=_("Says what the table shows: it is read first.")
    )
    table = TypedTableBlock(
        [
            ("text", blocks.CharBlock(label=_("Words"), required=False)),
            ("amount", AmountBlock(label=_("Figure"), required=False)),
            (
                "rich_text",
                blocks.RichTextBlock(label=_("Words and links"), features=INLINE_FEATURES, required=False),
            ),
        ],
        label=_("table"),
        help_text=_("The first column names each row."),
    )
    note = blocks.CharBlock(label=_("note"), max_length=300, required=False)

    class Meta:
        label = _("Table")
        icon = "table"
        description = _("Rows and columns, when words would be longer")
        template = "cms/blocks/table.html"
        label_format = "{caption}"
        preview_value = {
            "caption": "Harmonie de Brenne\u00a0: année de rattachement",
            "table": {
                "columns": [
                    {"type": "text", "heading": "Opération"},
                    {"type": "amount", "heading": "Trésorerie"},
                    {"type": "amount", "heading": "Engagement"},
                ],
                "rows": [
                    {"values": ["Loyer de décembre, payé le 6\u00a0janvier", "2027", "2026"]},
                    {"values": ["Adhésions 2027 encaissées en novembre", "2026", "2027"]},
                ],
            },
            "note": "Montants arrondis à l’euro.",
        }
