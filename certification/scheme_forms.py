"""What managers fill in about a certificate of their house, beside the rules themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from accounts.models import Structure, User
from accounts.rules.roles import PUBLISHING_ROLES
from certification.models import Scheme
from certification.scheme_fields import DayInput


class SchemeForm(forms.Form):
    """A certificate of one's own house."""

    structure = forms.ModelChoiceField(
        Structure.objects.none(), label=gettext_lazy("House that grants it"), empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("Name of the certificate"), max_length=200)
    code = forms.SlugField(
        label=gettext_lazy("Code"),
        max_length=50,
        help_text=gettext_lazy(
            "Short and lasting, in small letters, such as tenir-la-caisse: addresses carry it."
        ),
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = Structure.objects.managed_by(person).order_by("name", "pk")


class ForceForm(forms.Form):
    """From when until when a draft is promised."""

    effective_from = forms.DateField(label=gettext_lazy("In force from"), widget=DayInput)
    effective_until = forms.DateField(
        label=gettext_lazy("In force until"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Last day, included. Empty: until another version follows."),
    )


class LeadsForm(forms.Form):
    """Who leads, among those who decide in the structure."""

    leads = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=gettext_lazy("Validators and managers of the house"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, initial={"leads": list(scheme.leads.all())}, **kwargs)
        held = scheme.structure.memberships.current().filter(role__in=PUBLISHING_ROLES)
        people = User.objects.filter(Q(pk__in=held.values("user")) | Q(pk__in=scheme.leads.values("pk")))
        self.fields["leads"].queryset = people.order_by("display_name", "pk")
        self.fields["leads"].label_from_instance = lambda person: person.display_name


class AuthorisationForm(forms.Form):
    """What an authority allows, from a day until a day."""

    authority = forms.CharField(
        label=gettext_lazy("Authority"), max_length=120, help_text=gettext_lazy("Such as DRAJES Normandie.")
    )
    reference = forms.CharField(label=gettext_lazy("Reference of its decision"), max_length=120)
    valid_from = forms.DateField(label=gettext_lazy("Valid from"), widget=DayInput)
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"), widget=DayInput, help_text=gettext_lazy("Last day, included.")
    )
