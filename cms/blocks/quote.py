"""Somebody's words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class QuoteBlock(blocks.StructBlock):
    text = blocks.TextBlock(
        label=_("text"), max_length=600, help_text=_("Without quotation marks: the page adds them.")
    )
    person = blocks.CharBlock(label=_("who says it"), max_length=120, required=False)
    role = blocks.CharBlock(label=_("as what"), max_length=160, required=False)

    class Meta:
        label = _("Quotation")
        icon = "openquote"
        description = _("The words of somebody who was there")
        template = "cms/blocks/quote.html"
        label_format = "{person}"
        preview_value = {
            "text": "On a appris à se passer le relais, dossier par dossier.",
            "person": "Odile Marchand",
            "role": "ancienne présidente de l’Amicale des Jardins de Brenne",
        }
