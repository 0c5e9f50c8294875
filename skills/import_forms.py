"""What is asked of who brings a file of hours."""

from __future__ import annotations

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills.refusals import FILES
from skills.rules.timesheets import COLUMNS, MOST_BYTES, NEEDED, FileProblem, Table

LABELS = {
    "association": gettext_lazy("The association"),
    "starts": gettext_lazy("The day"),
    "ends": gettext_lazy("The last day, where it took several"),
    "hours": gettext_lazy("The hours"),
    "role": gettext_lazy("Your role, or the activity"),
    "comment": gettext_lazy("Your words about it"),
}


class TimesheetForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Your file of hours"),
        help_text=gettext_lazy(
            "A CSV file, as Bénévalibre and spreadsheets export it: 1 MB and 5,000 lines at most."
        ),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,text/csv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(FILES[FileProblem.TOO_HEAVY], code=FileProblem.TOO_HEAVY)
        return file


class ColumnsForm(forms.Form):
    """Where each thing stands in the file, and what to call a role that no line says."""

    def __init__(self, *args, table: Table, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        first = table.rows[0][1] if table.rows else ()
        there = [
            (place, _named(place, heading, first[place] if place < len(first) else ""))
            for place, heading in enumerate(table.headings)
        ]
        for column in COLUMNS:
            self.fields[column] = forms.TypedChoiceField(
                label=LABELS[column],
                required=column in NEEDED,
                coerce=int,
                empty_value=None,
                choices=[("", gettext_lazy("The file does not say it")), *there],
            )
        self.fields["role_unsaid"] = forms.CharField(
            label=gettext_lazy("Your role in lines that say none"), max_length=120, required=False
        )

    @property
    def places(self) -> list[forms.BoundField]:
        """The fields that say where each thing stands."""
        return [self[column] for column in COLUMNS]

    @property
    def columns(self) -> dict[str, int]:
        """What the action takes: those that were chosen."""
        return {column: place for column in COLUMNS if (place := self.cleaned_data[column]) is not None}


def _named(place: int, heading: str, example: str) -> str:
    name = heading or _("Column %(number)s") % {"number": place + 1}
    return Truncator(f"{name} ({example})" if example else name).chars(60)
