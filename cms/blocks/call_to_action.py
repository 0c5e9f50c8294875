"""One thing to do next."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.paragraph import INLINE_FEATURES


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=INLINE_FEATURES, required=False)
    label = blocks.CharBlock(label=_("button"), max_length=40, help_text=_("A verb: “Choose a module”."))
    page = blocks.PageChooserBlock(label=_("leads to"))

    class Meta:
        label = _("Call to action")
        icon = "pick"
        description = _("One thing to do next, with one button")
        template = "cms/blocks/call_to_action.html"
        label_format = "{title}"
        preview_value = {
            "title": "Une question avant de commencer\u00a0?",
            "text": "<p>Une personne de la maison vous répond, sur place ou au téléphone.</p>",
            "label": "Nous contacter",
            "page": None,
        }
