"""Something to try alone, with the answer at hand but folded."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.paragraph import FEATURES


class ExerciseBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("title"), max_length=120)
    instructions = blocks.RichTextBlock(label=_("instructions"), features=FEATURES)
    answer = blocks.RichTextBlock(
        label=_("answer"),
        features=FEATURES,
        help_text=_("Folded until the reader opens it. Nothing is recorded."),
    )

    class Meta:
        label = _("Exercise")
        icon = "edit"
        description = _("A question to try alone, with a folded answer")
        template = "cms/blocks/exercise.html"
        label_format = "{title}"
        preview_value = {
            "title": "Rattacher trois opérations",
            "instructions": "<p>Pour chaque opération, dites à quelle année elle se rattache en engagement.</p>"
            "<ol><li>Une convention signée en mars.</li><li>Un loyer de décembre payé en janvier.</li></ol>",
            "answer": "<p>Les deux se rattachent à l’année du fait\u00a0: mars, puis décembre.</p>",
        }
