"""What is asked of a person who shares a part of their record."""

from __future__ import annotations

import uuid

from django import forms
from django.template.defaultfilters import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skills.evidence import BY_SLUG
from skills.record import Record
from skills.refusals import SHARING
from skills.rules.sharing import DAYS, Problem, initials
from skills.shared import Choice

WHOLE, INITIALS = "whole", "initials"


class Ticks(forms.TypedMultipleChoiceField):
    """Rows of one's own record, each with a box."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs) -> None:
        super().__init__(coerce=int, required=False, **kwargs)
        self.error_messages["invalid_choice"] = SHARING[Problem.GONE]


class SharedPageForm(forms.Form):
    """What is shown, how the person is named, and for how long. Nothing is ticked beforehand."""

    token = forms.UUIDField(widget=forms.HiddenInput, required=False)
    missions = Ticks(label=gettext_lazy("Your missions"))
    own_words = forms.BooleanField(
        label=gettext_lazy("With my own words: what I did, what came of it"), required=False, initial=True
    )
    claims = Ticks(label=gettext_lazy("Your competencies, with your level"))
    evidence = Ticks(
        label=gettext_lazy("What shows your missions"),
        help_text=gettext_lazy(
            "Read with its mission. Of a photograph or a file, only its name is shown, never the file itself."
        ),
    )
    name = forms.ChoiceField(label=gettext_lazy("Your name"), widget=forms.RadioSelect, initial=INITIALS)
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long can the page be read?"), coerce=int, widget=forms.RadioSelect, initial=30
    )
    label = forms.CharField(
        label=gettext_lazy("For whom, or what for"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("To find your way among your pages: you alone read it."),
    )

    def __init__(self, *args, record: Record, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        name = record.person.display_name
        self.fields["token"].initial = uuid.uuid4
        self.fields["missions"].choices = [
            (one.pk, f"{one.role}, {one.association.name}") for one in record.missions
        ]
        self.fields["claims"].choices = [
            (line.claim.pk, f"{line.claim.title} ({line.claim.get_level_display()})")
            for shelf in record.shelves
            for line in shelf.lines
        ]
        roles = {one.pk: one.role for one in record.missions}
        self.fields["evidence"].choices = [
            (
                one.pk,
                _("%(name)s (%(kind)s), for: %(role)s")
                % {
                    "name": one.title,
                    "kind": str(BY_SLUG[one.kind].label).lower(),
                    "role": roles[one.mission_id],
                },
            )
            for one in record.evidence
        ]
        self.fields["name"].choices = [
            (INITIALS, _("Initials: %(name)s") % {"name": initials(name)}),
            (WHOLE, _("Whole: %(name)s") % {"name": name}),
        ]
        self.fields["days"].choices = [
            (days, capfirst(ngettext("%(n)s day", "%(n)s days", days) % {"n": days})) for days in DAYS
        ]
        for field in ("claims", "evidence"):
            if not self.fields[field].choices:
                del self.fields[field]

    @property
    def choice(self) -> Choice:
        """What the action takes."""
        given = self.cleaned_data
        return Choice(
            missions=given["missions"],
            claims=given.get("claims", ()),
            evidence=given.get("evidence", ()),
            days=given["days"],
            whole_name=given["name"] == WHOLE,
            own_words=given["own_words"],
            label=given["label"],
        )
