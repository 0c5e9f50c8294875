"""What the interview asks: one form a screen."""

from __future__ import annotations

import uuid
from decimal import Decimal

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills.actions.open_mission import Where
from skills.actions.say_story import Story
from skills.actions.say_when import When
from skills.models import Association, Claim, Mission
from skills.refusals import MISSIONS
from skills.rules.missions import Problem, rna_of

#: Associations proposed where several look like what was typed.
MOST_ALIKE = 6
NEW = "new"


class WhereForm(forms.Form):
    """First screen: the association, and one's role. Where the directory has some that look alike, it asks which."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=gettext_lazy("The association"),
        max_length=200,
        help_text=gettext_lazy("Its name as you say it, or its RNA number."),
        widget=forms.TextInput(attrs={"list": "associations", "autocomplete": "off"}),
    )
    chosen = forms.ChoiceField(
        label=gettext_lazy("Is it one of these?"), required=False, widget=forms.RadioSelect
    )
    rna = forms.CharField(
        label=gettext_lazy("Its RNA number"),
        max_length=20,
        required=False,
        help_text=gettext_lazy("W, then nine digits: it stands on the receipt of the prefecture."),
    )
    role = forms.CharField(
        label=gettext_lazy("Your role"),
        max_length=120,
        help_text=gettext_lazy(
            "As you would say it: treasurer, helper at the bar, in charge of the workshop…"
        ),
    )

    def __init__(self, *args, person, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.known = Association.objects.known_to(person)
        self.fields["token"].initial = uuid.uuid4
        self.alike: list[Association] = []
        self.association: Association | None = None

    @cached_property
    def proposed(self) -> list[str]:
        """Names of the directory, for the field to complete. Costs a query."""
        return list(self.known.order_by("name").values_list("name", flat=True)[:200])

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_rna(self) -> str:
        typed = self.cleaned_data["rna"]
        if typed.strip() and not rna_of(typed):
            raise forms.ValidationError(MISSIONS[Problem.BAD_RNA], code="bad_rna")
        return rna_of(typed)

    def clean(self) -> dict:
        """Finds the association: by its number, by its name, else asks which of those that look alike."""
        given = super().clean()
        if (name := given.get("name")) is None:
            return given
        number = rna_of(name) or given.get("rna", "")
        self.association = self.known.numbered(number).order_by("-listed", "pk").first()
        if self.association is None and rna_of(name):
            self.add_error(
                "name", _("We know no association of this number: write its name, and the number below.")
            )
        elif self.association is None:
            self._look_alike(name)
        return given

    def _look_alike(self, name: str) -> None:
        exact = list(self.known.called(name)[:2])
        self.alike = exact if len(exact) > 1 else list(self.known.like(name)[:MOST_ALIKE])
        answer = self.data.get(self.add_prefix("chosen"), "")
        if len(exact) == 1:
            self.association = exact[0]
        elif answer != NEW and self.alike:
            by_pk = {str(one.pk): one for one in self.alike}
            self.association = by_pk.get(answer)
            if self.association is None:
                new = (NEW, _("None of these: add “%(name)s”") % {"name": name})
                self.fields["chosen"].choices = [*((str(one.pk), str(one)) for one in self.alike), new]
                self.add_error("chosen", _("Choose one of them, or add yours."))
        self._errors.pop("chosen", None) if self.association or answer == NEW else None

    @property
    def where(self) -> Where:
        """What the action takes."""
        given = self.cleaned_data
        return Where(role=given["role"], association=self.association, name=given["name"], rna=given["rna"])


class HoursField(forms.DecimalField):
    """A number of hours, with a comma or a point."""

    def to_python(self, value) -> Decimal | None:
        return super().to_python(value.replace(",", ".").strip() if isinstance(value, str) else value)


class WhenForm(forms.Form):
    """Second screen: the period, and the time given."""

    starts_on = forms.DateField(
        label=gettext_lazy("Since when?"),
        help_text=gettext_lazy("Roughly is enough: the first of the month will do."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until when?"),
        required=False,
        help_text=gettext_lazy("Leave it empty if you still do it."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    hours = HoursField(
        label=gettext_lazy("How many hours?"),
        required=False,
        max_digits=6,
        decimal_places=1,
        help_text=gettext_lazy("An estimate will do: we say that it is one. Empty, if you do not know."),
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    rhythm = forms.ChoiceField(
        label=gettext_lazy("These hours are"), choices=Mission.Rhythm.choices, widget=forms.RadioSelect
    )

    @property
    def when(self) -> When:
        """What the action takes."""
        return When(**{name: self.cleaned_data[name] for name in When.__dataclass_fields__})


class StoryForm(forms.Form):
    """Third screen: one's own words."""

    activities = forms.CharField(
        label=gettext_lazy("What did you do, concretely?"),
        max_length=4000,
        help_text=gettext_lazy(
            "As you would tell a friend: “I held the cash box, I wrote to the town hall…”"
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    achievements = forms.CharField(
        label=gettext_lazy("What came of it?"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("Something that exists, or goes better, thanks to you."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    context = forms.CharField(
        label=gettext_lazy("What is this association for?"),
        max_length=2000,
        required=False,
        help_text=gettext_lazy("One sentence, for somebody who does not know it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    @property
    def story(self) -> Story:
        """What the action takes."""
        return Story(**{name: self.cleaned_data[name] for name in Story.__dataclass_fields__})


class CompetenciesForm(forms.Form):
    """Last screen: for each competency, one's level or nothing. `titles`: of each competency, by its code."""

    def __init__(self, *args, titles: dict[str, str], levels: dict[str, int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for code, title in titles.items():
            self.fields[code] = forms.TypedChoiceField(
                label=title,
                required=False,
                coerce=int,
                empty_value=None,
                choices=[("", gettext_lazy("Not for this mission")), *level_choices()],
                initial=levels.get(code, ""),
            )

    @property
    def levels(self) -> dict[str, int]:
        """What the action takes: those that were chosen."""
        return {code: level for code, level in self.cleaned_data.items() if level is not None}


def level_choices() -> list:
    """The four levels, from the first."""
    return list(Claim.Level.choices)


class LevelForm(forms.Form):
    """One level."""

    level = forms.TypedChoiceField(coerce=int, choices=level_choices)
