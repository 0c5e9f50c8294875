"""Files that authors send: what they are is read in them, whatever they are called.

Pictures are opened by Wagtail (Willow), which refuses what is not one, save for those that break while they are read;
documents are checked here.
"""

from __future__ import annotations

import filetype
from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from accounts.rules.uploads import UploadProblem, problem_of

# Office files are told apart by what stands within their first kilobytes.
START_BYTES = 16_384


def words_of_upload_problem(problem: UploadProblem, extension: str) -> str:
    return {
        UploadProblem.EMPTY: _("This file is empty."),
        UploadProblem.EXTENSION: _("Files ending in .%(extension)s are not taken.")
        % {"extension": extension},
        UploadProblem.CONTENT: _(
            "This file is called .%(extension)s but holds something else. Export it again."
        )
        % {"extension": extension},
    }[problem]


class CheckedDocumentForm(BaseDocumentForm):
    """Every form that takes a document: its size and its content are checked."""

    def clean_file(self):
        file = self.cleaned_data["file"]
        if "file" not in self.changed_data:
            return file
        if file.size > settings.DOCUMENT_MAX_BYTES:
            limit = filesizeformat(settings.DOCUMENT_MAX_BYTES)
            raise forms.ValidationError(
                _("This file is too heavy: %(limit)s at most.") % {"limit": limit}, code="too_large"
            )
        file.seek(0)
        start = file.read(START_BYTES)
        file.seek(0)
        extension = file.name.rpartition(".")[2].lower()
        kind = filetype.guess_extension(start)
        if problem := problem_of(extension=extension, start=start, kind=kind):
            raise forms.ValidationError(words_of_upload_problem(problem, extension), code=problem.value)
        return file


class CheckedImageField(WagtailImageField):
    """A picture that can be read to its end."""

    def to_python(self, data):
        try:
            return super().to_python(data)
        except forms.ValidationError:
            raise
        except Exception as error:
            # A truncated or hostile picture makes the decoder fail in many ways: Wagtail would answer with a fault.
            raise forms.ValidationError(self.error_messages["invalid_image"], code="invalid_image") from error


class CheckedImageForm(BaseImageForm):
    """Every form that takes a picture."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            self.fields["file"] = CheckedImageField(
                label=field.label, help_text=field.help_text, required=field.required, widget=field.widget
            )
