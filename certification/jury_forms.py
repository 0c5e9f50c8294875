"""What members of a jury and those who convene it fill in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Structure, User
from certification.models import Conflict, Dossier, JuryCase, Opinion, Scheme
from certification.rules.requirements import Criterion


class OpinionForm(forms.Form):
    """A member's opinion: on each criterion, then in all. A draft may leave criteria for later."""

    def __init__(self, *args: Any, criteria: tuple[Criterion, ...], opinion: Opinion | None = None, **kwargs):
        given = opinion.criteria if opinion else {}
        initial = {"view": opinion.view, "text": opinion.text} if opinion else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.codes = [one.code for one in criteria]
        for one in criteria:
            said = given.get(one.code, {})
            self.fields[f"view_{one.code}"] = forms.ChoiceField(
                label=one.label,
                choices=Opinion.View.choices,
                widget=forms.RadioSelect,
                required=False,
                initial=said.get("view"),
            )
            self.fields[f"note_{one.code}"] = forms.CharField(
                label=_("Note on “%(criterion)s” (optional)") % {"criterion": one.label},
                max_length=500,
                required=False,
                initial=said.get("note"),
            )
        self.fields["view"] = forms.ChoiceField(
            label=_("Your opinion in all"), choices=Opinion.View.choices, widget=forms.RadioSelect
        )
        self.fields["text"] = forms.CharField(
            label=_("Grounds"),
            help_text=_("Needed for an opinion with reservations or unfavourable."),
            max_length=3000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
        )

    def given(self) -> dict[str, Any]:
        """What `give_opinion` takes."""
        data = self.cleaned_data
        return {
            "view": data["view"],
            "text": data["text"],
            "criteria": {
                code: {"view": data[f"view_{code}"], "note": data[f"note_{code}"]} for code in self.codes
            },
        }


class ConflictForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Your tie with this person"), choices=Conflict.Reason.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("In a few words (optional)"), max_length=300, required=False)


class DecisionForm(forms.Form):
    """What the jury decided, among what the dossier leaves."""

    def __init__(
        self, *args: Any, decisions: tuple[str, ...], parts: list[tuple[str, str]], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        labels = dict(JuryCase.Decision.choices)
        self.fields["decision"] = forms.ChoiceField(
            label=_("Decision of the jury"),
            choices=[(one, labels[one]) for one in decisions],
            widget=forms.RadioSelect,
        )
        self.fields["kept_parts"] = forms.MultipleChoiceField(
            label=_("What a partial validation keeps"),
            choices=parts,
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        self.fields["grounds"] = forms.CharField(
            label=_("Grounds, which the candidate will read"),
            help_text=_("Needed unless everybody favours a validation."),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 5}),
        )


class ConveneForm(forms.Form):
    """A session to be: for one of the schemes of one's structures that a jury decides."""

    scheme = forms.ModelChoiceField(Scheme.objects.none(), label=_("Certificate"))
    title = forms.CharField(label=_("Title"), max_length=150)
    held_on = forms.DateField(
        label=_("Day of the session"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    place = forms.CharField(label=_("Place (optional)"), max_length=150, required=False)
    quorum = forms.IntegerField(
        label=_("Quorum"),
        min_value=2,
        max_value=30,
        initial=3,
        help_text=_("Members without a tie who must decide each dossier."),
    )

    def __init__(self, *args: Any, person: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        found = Scheme.objects.filter(
            structure__in=Structure.objects.staffed_by(person),
            versions__draft=False,
            versions__requirements__decision__by="jury",
        )
        self.fields["scheme"].queryset = found.select_related("structure").distinct()


class SeatForm(forms.Form):
    """Somebody who has an account, by their address."""

    email = forms.EmailField(label=_("E-mail address of their account"))
    quality = forms.CharField(
        label=_("Sits as (optional)"),
        max_length=150,
        required=False,
        help_text=_("Such as treasurer of an association."),
    )
    association_name = forms.CharField(
        label=_("Their association (optional)"),
        max_length=200,
        required=False,
        help_text=_("Who is of the candidate’s own association does not speak of them."),
    )
    association_rna = forms.CharField(label=_("RNA number (optional)"), max_length=10, required=False)

    def clean_email(self) -> str:
        address = self.cleaned_data["email"].strip().lower()
        self.person = User.objects.filter(email=address, is_active=True).first()
        if self.person is None:
            raise forms.ValidationError(_("No account has this address: invite the person first."))
        return address


class DossierForm(forms.Form):
    """A dossier that waits, to send before the session."""

    dossier = forms.ModelChoiceField(Dossier.objects.none(), label=_("Dossier that waits"))

    def __init__(self, *args: Any, waiting, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dossier"].queryset = waiting
