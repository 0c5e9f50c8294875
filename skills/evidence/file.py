"""A file: a document that the person made or was given."""

import filetype
from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills.evidence.base import Kind
from skills.rules.evidence import FILE_MAX_BYTES, START_BYTES, FileProblem, problem_with_file


def words_of(problem: FileProblem, extension: str) -> str:
    return {
        FileProblem.EMPTY: _("This file is empty."),
        FileProblem.TOO_LARGE: _("This file is too heavy: %(limit)s at most.")
        % {"limit": filesizeformat(FILE_MAX_BYTES)},
        FileProblem.EXTENSION: _("Files ending in .%(extension)s are not taken.") % {"extension": extension},
        FileProblem.CONTENT: _(
            "This file is called .%(extension)s but holds something else. Export it again."
        )
        % {"extension": extension},
        FileProblem.SCRIPT: _("This PDF holds a script or a program: export it again without."),
    }[problem]


class SomeFile(Kind):
    slug = "file"
    label = gettext_lazy("A file")
    icon = "paperclip"
    lead = gettext_lazy(
        "PDF, office document or text, 10 MB at most. Remove the names and addresses of other people first."
    )

    file = forms.FileField(label=gettext_lazy("The file"), max_length=150)

    def clean_file(self):
        file = self.cleaned_data["file"]
        extension = file.name.rpartition(".")[2].lower()
        content = file.read() if file.size <= FILE_MAX_BYTES else b""
        file.seek(0)
        kind = filetype.guess_extension(content[:START_BYTES])
        problem = problem_with_file(extension=extension, size=file.size, content=content, kind=kind)
        if problem:
            raise forms.ValidationError(words_of(problem, extension), code=problem.value)
        return file
