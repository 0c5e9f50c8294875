"""A photograph, with words for those who do not see it."""

from io import BytesIO

from django import forms
from django.core.files.base import ContentFile
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image, ImageOps

from skills.evidence.base import Kind
from skills.rules.evidence import FILE_MAX_BYTES

LONGEST_SIDE = 1600
MOST_PIXELS = 60_000_000
FORMATS = ("JPEG", "PNG", "WEBP")


class Photo(Kind):
    slug = "photo"
    label = gettext_lazy("A photograph")
    icon = "hand-helping"
    lead = gettext_lazy(
        "Of what you made or held, better than of people. The place where it was taken is removed from it."
    )

    file = forms.FileField(
        label=gettext_lazy("The photograph"),
        max_length=150,
        help_text=gettext_lazy("JPEG, PNG or WebP, 10 MB at most."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    alt = forms.CharField(
        label=gettext_lazy("What does it show?"),
        max_length=250,
        help_text=gettext_lazy("For those who do not see it: one sentence."),
    )

    def clean_file(self) -> ContentFile:
        """The picture made again, smaller and without what cameras write in it: place, time, owner."""
        file = self.cleaned_data["file"]
        if file.size > FILE_MAX_BYTES:
            limit = filesizeformat(FILE_MAX_BYTES)
            raise forms.ValidationError(_("This file is too heavy: %(limit)s at most.") % {"limit": limit})
        try:
            picture = Image.open(file, formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("too many pixels")
            picture = ImageOps.exif_transpose(picture).convert("RGB")
            picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            made = BytesIO()
            picture.save(made, "JPEG", quality=85)
        except Exception as error:
            # A truncated or hostile picture makes the decoder fail in many ways.
            words = _("This is no photograph that we can read: JPEG, PNG or WebP.")
            raise forms.ValidationError(words, code="invalid_image") from error
        return ContentFile(made.getvalue(), name=f"{file.name.rpartition('.')[0]}.jpg")
