"""A file to take away."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("document"))
    title = blocks.CharBlock(
        label=_("title"), max_length=160, required=False, help_text=_("Empty: the title of the document.")
    )

    class Meta:
        label = _("Document")
        icon = "doc-full"
        description = _("A file to take away: a template, a form, a sheet")
        template = "cms/blocks/document.html"
        label_format = "{title}"
        preview_value = {"document": None, "title": "Modèle de budget d’action"}

    def get_preview_value(self):
        """The sample, with a file of the library where there is one. Costs one query."""
        return self.normalize({**self.meta.preview_value, "document": get_document_model().objects.first()})
