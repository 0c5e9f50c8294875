"""A picture beside a question."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock

from cms.freshness import remember


class MediaBlock(blocks.StructBlock):
    """A picture that the question is about, with its words for whoever does not see it."""

    image = ImageChooserBlock(label=_("Picture"), required=False)
    alt = blocks.CharBlock(
        label=_("The picture in words"),
        required=False,
        max_length=250,
        help_text=_("What it shows that one needs in order to answer."),
    )

    class Meta:
        icon = "image"
        label = _("Picture")
        form_classname = "struct-block w-collapsed"

    def clean(self, value):
        cleaned = super().clean(value)
        if cleaned.get("image") and not (cleaned.get("alt") or "").strip():
            message = ValidationError(_("Say in words what the picture shows."))
            raise blocks.StructBlockValidationError(block_errors={"alt": message})
        return cleaned


def shown_media(media: dict[str, Any] | None) -> dict[str, Any] | None:
    """The picture as a template shows it; None without one, or when it was deleted since."""
    pk = (media or {}).get("image")
    if not pk:
        return None
    picture = shown_picture(pk)
    return picture and picture | {"alt": media.get("alt") or ""}


def shown_picture(pk: int) -> dict[str, Any] | None:
    """Address and size of a picture on our own host; None when it is gone. Costs queries once until content changes."""

    def find() -> dict[str, Any] | None:
        image = get_image_model().objects.filter(pk=pk).first()
        if image is None:
            return None
        try:
            made = image.get_rendition("max-800x600|format-webp")
        except (OSError, ValueError):
            # The file is gone or is no picture: the question stays readable.
            return None
        return {"url": made.url, "width": made.width, "height": made.height}

    return remember(("question picture", pk), find)
