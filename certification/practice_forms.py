"""What candidates declare of their practice, and what tutors answer."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from certification.actions.appraise_practice import Word
from certification.actions.declare_practice import Period
from certification.models import Practice


class PracticeForm(forms.ModelForm):
    """One period of practice, as its candidate tells it."""

    class Meta:
        model = Practice
        fields = (
            *("association_name", "association_rna", "association_address", "missions"),
            *("starts_on", "ends_on", "days", "tutor_name", "tutor_role", "tutor_email"),
        )
        widgets = {
            "missions": forms.Textarea(attrs={"rows": 5}),
            "starts_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "ends_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "days": forms.NumberInput(attrs={"min": 1, "max": 1000, "inputmode": "numeric"}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].min_value = 1
        self.fields["association_rna"].validators.append(
            RegexValidator(r"^W[0-9A-Z]{9}$", _("W, then nine digits, such as W761234567."))
        )

    def clean_association_rna(self) -> str:
        return self.cleaned_data["association_rna"].replace(" ", "")

    @property
    def period(self) -> Period:
        """What the action takes."""
        return Period(**{name: self.cleaned_data[name] for name in Period.__dataclass_fields__})

    def _post_clean(self) -> None:
        """The action checks what days and people mean, for every way in; the model's own constraints come last."""


class TutorForm(forms.Form):
    """A tutor's word. `skills` are those of the version."""

    confirms = forms.ChoiceField(
        label=_("Do you confirm this period?"),
        choices=[("yes", _("Yes, I confirm it")), ("no", _("No, I cannot confirm it"))],
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=_("How many days of practice?"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Correct the number if it is not what you saw."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    appraisal = forms.CharField(
        label=_("Your appraisal"),
        required=False,
        max_length=3000,
        help_text=_("What they did, how they did it, what they learnt. If you cannot confirm: why."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    signed_as = forms.CharField(
        label=_("Your first and last name"),
        max_length=150,
        help_text=_("Typed by you, it stands for your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args, skills: tuple[str, ...] = (), **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for place, skill in enumerate(skills):
            self.fields[f"skill-{place}"] = forms.ChoiceField(
                label=skill, required=False, choices=Practice.Seen.choices, widget=forms.RadioSelect
            )
        self.places = range(len(skills))

    @property
    def skills(self) -> list:
        """The questions about skills, to show."""
        return [self[f"skill-{place}"] for place in self.places]

    @property
    def word(self) -> Word:
        """What the action takes."""
        given = self.cleaned_data
        return Word(
            confirms=given["confirms"] == "yes",
            days=given["days"],
            appraisal=given["appraisal"],
            signed_as=given["signed_as"],
            skills=tuple(given[f"skill-{place}"] for place in self.places),
        )
