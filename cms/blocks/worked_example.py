"""A case worked through to its end: the situation, each step, the result."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.paragraph import FEATURES, INLINE_FEATURES


class WorkedExampleBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    situation = blocks.RichTextBlock(label=_("situation"), features=FEATURES)
    steps = blocks.ListBlock(
        blocks.RichTextBlock(label=_("step"), features=INLINE_FEATURES), label=_("steps"), min_num=1
    )
    result = blocks.RichTextBlock(label=_("result"), features=FEATURES)

    class Meta:
        label = _("Worked example")
        icon = "form"
        description = _("A situation, the steps one takes, what comes out of it")
        template = "cms/blocks/worked_example.html"
        label_format = "{title}"
        preview_value = {
            "title": "Le loyer de décembre",
            "situation": "<p>L’Harmonie de Brenne clôt ses comptes le 31\u00a0décembre. "
            "Son loyer de décembre, 420\u00a0€, est payé le 6\u00a0janvier.</p>",
            "steps": [
                "<p>Chercher la date du fait\u00a0: la salle a servi en décembre.</p>",
                "<p>Chercher la date du paiement\u00a0: le 6\u00a0janvier.</p>",
                "<p>Appliquer la méthode choisie par l’association.</p>",
            ],
            "result": "<p>En trésorerie, la dépense est de janvier. En engagement, elle est de décembre.</p>",
        }
