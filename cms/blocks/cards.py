"""A few things of the same kind, side by side."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.paragraph import INLINE_FEATURES


class CardBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=INLINE_FEATURES, required=False)
    page = blocks.PageChooserBlock(label=_("leads to"), required=False)


class CardsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    cards = blocks.ListBlock(CardBlock(label=_("card")), label=_("cards"), min_num=1)

    class Meta:
        label = _("Cards")
        icon = "grip"
        description = _("A few things of the same kind, side by side")
        template = "cms/blocks/cards.html"
        label_format = "{title}"
        preview_value = {
            "title": "Ce que la maison propose",
            "cards": [
                {
                    "title": "Accueil et conseil",
                    "text": "<p>Sans rendez-vous, du mardi au samedi.</p>",
                    "page": None,
                },
                {
                    "title": "Salles et matériel",
                    "text": "<p>Réservables par toute association.</p>",
                    "page": None,
                },
                {"title": "Formations", "text": "<p>Six modules, à suivre le soir.</p>", "page": None},
            ],
        }
