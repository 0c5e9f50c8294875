"""What happens, in order: numbered titles, each with a sentence or two."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.paragraph import INLINE_FEATURES


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    text = blocks.RichTextBlock(label=_("text"), features=INLINE_FEATURES, required=False)


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    steps = blocks.ListBlock(StepBlock(label=_("step")), label=_("steps"), min_num=2)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        description = _("What happens, in order")
        template = "cms/blocks/steps.html"
        label_format = "{title}"
        preview_value = {
            "title": "Comment ça se passe",
            "steps": [
                {
                    "title": "Vous avancez à votre rythme",
                    "text": "<p>Chaque module compte six séquences.</p>",
                },
                {
                    "title": "Vous vous exercez",
                    "text": "<p>Les questionnaires expliquent chaque réponse.</p>",
                },
            ],
        }
