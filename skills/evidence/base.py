"""What every kind of evidence promises."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from skills.actions.add_evidence import Shown
from skills.models import Claim, Mission


class Kind(forms.Form):
    """The form of one kind. `slug` names it in the database and its template; `shown` is what the action takes."""

    # A template that lists kinds speaks of the class, and makes no form of it.
    do_not_call_in_templates = True

    slug: ClassVar[str]
    label: ClassVar[Promise]
    icon: ClassVar[str]
    #: What the form says above its fields.
    lead: ClassVar[Promise]

    title = forms.CharField(label=gettext_lazy("A title"), max_length=150)
    claims = forms.ModelMultipleChoiceField(
        Claim.objects.none(),
        label=gettext_lazy("Which competencies does it show?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order = ("title",)

    def __init__(self, *args, mission: Mission, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.mission = mission
        mine = Claim.objects.of(mission.volunteer).filter(missions=mission)
        self.fields["claims"].queryset = mine
        self.fields["claims"].label_from_instance = lambda claim: claim.title
        self.order_fields([*(name for name in self.fields if name != "claims"), "claims"])

    @property
    def shown(self) -> Shown:
        given = {
            name: self.cleaned_data[name] for name in self.cleaned_data if name not in ("claims", "document")
        }
        return Shown(kind=self.slug, **given)

    @classmethod
    def is_offered(cls, mission: Mission) -> bool:
        """Whether the person has what it takes."""
        return True
