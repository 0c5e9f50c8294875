"""What is asked for the association's word: of the volunteer, then of the officer."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skills.actions.ask_attestation import Officer
from skills.actions.attest_mission import Word
from skills.forms import level_choices
from skills.models import Claim
from skills.refusals import ATTESTATIONS
from skills.rules.attestations import Problem

NO = "no"


class OfficerForm(forms.Form):
    """Whose word is asked for."""

    name = forms.CharField(
        label=gettext_lazy("Their first and last name"),
        max_length=150,
        help_text=gettext_lazy("Somebody of the association who saw you at work; never you."),
    )
    office = forms.CharField(
        label=gettext_lazy("Their office in the association"),
        max_length=150,
        help_text=gettext_lazy("Such as president, treasurer, in charge of volunteers."),
    )
    email = forms.EmailField(
        label=gettext_lazy("Their e-mail address"),
        help_text=gettext_lazy("Their own, not one that you read too: they get a link and a code there."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    @property
    def officer(self) -> Officer:
        """What the action takes."""
        return Officer(**self.cleaned_data)


class CodeForm(forms.Form):
    """The six digits that an officer was sent."""

    code = forms.CharField(
        label=gettext_lazy("The six digits"),
        max_length=20,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "class": "digits"}
        ),
    )


class WordForm(forms.Form):
    """An officer's word. `claims`: what is claimed from the mission."""

    read = forms.CharField(max_length=64, widget=forms.HiddenInput)
    confirms = forms.ChoiceField(
        label=gettext_lazy("Do you confirm this mission, its dates and its time?"),
        choices=[("yes", gettext_lazy("Yes, I confirm it")), (NO, gettext_lazy("No, I cannot confirm it"))],
        widget=forms.RadioSelect,
    )
    word = forms.CharField(
        label=gettext_lazy("A word from you"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("What you saw, in a sentence or two. If you do not confirm: why."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    signed_as = forms.CharField(
        label=gettext_lazy("Your first and last name"),
        max_length=150,
        help_text=gettext_lazy("Typed by you, it stands for your signature."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    signed_office = forms.CharField(
        label=gettext_lazy("Your office in the association"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def __init__(self, *args, claims: list[Claim], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.claims = claims
        for claim in claims:
            self.fields[f"claim-{claim.code}"] = forms.ChoiceField(
                label=claim.title, required=False, choices=_answers(claim), widget=forms.RadioSelect
            )

    def clean(self) -> dict:
        """Says beside each field what the action would say of them all."""
        given = super().clean()
        confirms = given.get("confirms")
        if confirms == NO and not given.get("word"):
            self.add_error("word", ATTESTATIONS[Problem.NO_REASON])
        if confirms == "yes":
            for claim in self.claims:
                if not given.get(name := f"claim-{claim.code}") and name not in self.errors:
                    self.add_error(name, ATTESTATIONS[Problem.NO_ANSWER])
        return given

    @property
    def competencies(self) -> list:
        """The questions about competencies, to show."""
        return [self[f"claim-{claim.code}"] for claim in self.claims]

    @property
    def answer(self) -> Word:
        """What the action takes."""
        given = self.cleaned_data
        chosen = {claim.code: given[f"claim-{claim.code}"] for claim in self.claims}
        return Word(
            confirms=given["confirms"] == "yes",
            read=given["read"],
            signed_as=given["signed_as"],
            signed_office=given["signed_office"],
            word=given["word"],
            answers={code: None if one == NO else int(one) for code, one in chosen.items() if one},
        )


def _answers(claim: Claim) -> list[tuple[str, str]]:
    """Yes at the level declared, rather another one, or no."""
    words = dict(level_choices())
    yes = (str(claim.level), _("Yes: %(level)s") % {"level": words[claim.level]})
    others = [
        (str(level), _("Yes, but rather: %(level)s") % {"level": one})
        for level, one in words.items()
        if level != claim.level
    ]
    return [yes, *others, (NO, _("I cannot confirm it"))]
