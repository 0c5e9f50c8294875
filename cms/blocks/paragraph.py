"""Running text."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

# What a paragraph may hold. Headings, tables and images have their own blocks.
FEATURES = ["bold", "italic", "ul", "ol", "link", "document-link"]
# What a sentence inside another block may hold.
INLINE_FEATURES = ["bold", "italic", "link"]


class ParagraphBlock(blocks.RichTextBlock):
    def __init__(self, **kwargs):
        super().__init__(**{"features": FEATURES, **kwargs})

    class Meta:
        label = _("Paragraph")
        icon = "pilcrow"
        description = _("Running text, with lists and links")
        template = "cms/blocks/paragraph.html"
        preview_value = (
            "<p>En <b>comptabilité de trésorerie</b>, on note l’argent quand il entre ou sort du compte. "
            "C’est simple\u00a0: un cahier ou un tableur suffit.</p>"
            "<ul><li>Le solde se lit d’un coup d’œil.</li><li>Ce que l’on doit n’apparaît pas.</li></ul>"
        )
