"""A picture with its text alternative, caption and credit."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock


class Picture(blocks.StructValue):
    @property
    def shown_alt(self) -> str:
        """What is read aloud: nothing where the image only decorates."""
        return "" if self.get("decorative") else self.get("alt", "")


class ImageBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("image"))
    alt = blocks.CharBlock(
        label=_("text for those who do not see the image"),
        max_length=250,
        required=False,
        help_text=_("What one must understand from it, in one sentence."),
    )
    decorative = blocks.BooleanBlock(
        label=_("It only decorates"), required=False, help_text=_("Then nothing is read aloud.")
    )
    caption = blocks.CharBlock(label=_("caption"), max_length=250, required=False)
    credit = blocks.CharBlock(label=_("credit"), max_length=120, required=False)

    class Meta:
        label = _("Image")
        icon = "image"
        description = _("A picture that shows what words cannot")
        template = "cms/blocks/image.html"
        value_class = Picture
        label_format = "{alt}"
        preview_value = {
            "image": None,
            "alt": "Un cahier de trésorerie ouvert à la page de novembre",
            "decorative": False,
            "caption": "Une ligne par pièce, un numéro par ligne.",
            "credit": "Maison des associations de Valmont",
        }

    def clean(self, value):
        """Refuse a picture that some people could not read at all."""
        value = super().clean(value)
        if not value["alt"] and not value["decorative"]:
            missing = ValidationError(_("Say what the image shows, or tick “It only decorates”."))
            raise StructBlockValidationError(block_errors={"alt": missing})
        return value

    def get_preview_value(self):
        """The sample, with a picture of the library where there is one. Costs one query."""
        return self.normalize({**self.meta.preview_value, "image": get_image_model().objects.first()})
