"""What a draft of rules is made of, field by field, each explained: its groups, its limits, all the rest."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from certification.designs import DESIGNS
from certification.rules import wording
from certification.rules.module_lines import MOST, Catalogue, read_lines
from certification.rules.requirements import RequiredModule
from certification.rules.typed_hours import minutes_of

MODALITY_CHOICES = [
    ("self_paced", gettext_lazy("at one’s own pace, at distance")),
    ("live_remote", gettext_lazy("live, at distance")),
    ("onsite", gettext_lazy("on site")),
]
WHO_EXEMPTS = [
    ("", gettext_lazy("nobody: practice is for everybody")),
    ("pedagogical_lead", gettext_lazy("a pedagogical lead of the certificate")),
    ("validator", gettext_lazy("a validator")),
]
WHO_APPRAISES = [
    ("tutor", gettext_lazy("the tutor, of the practice")),
    ("pedagogical_lead", gettext_lazy("a pedagogical lead, of what was followed")),
]
WHO_DECIDES = [
    ("validator", gettext_lazy("one validator, who is not the candidate")),
    ("jury", gettext_lazy("a jury, whose members have no tie with the candidate")),
]
#: Empty groups to fill in, below those there are.
SPARE_GROUPS = 2


class DayInput(forms.DateInput):
    def __init__(self) -> None:
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class HoursField(forms.CharField):
    """Hours as people type them, as minutes; 0 when nothing is typed."""

    widget = forms.TextInput(attrs={"inputmode": "text", "size": 8})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"required": False, "max_length": 20} | kwargs)

    def clean(self, value: Any) -> int:
        typed = super().clean(value)
        if not typed:
            return 0
        if (minutes := minutes_of(typed)) is None:
            words = _("“%(typed)s” is no number of hours: write 20, 1.5 or 1 h 30.")
            raise ValidationError(words, params={"typed": typed})
        return minutes

    def prepare_value(self, value: Any) -> Any:
        return (wording.hours(value) if value else "") if isinstance(value, int) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return minutes_of(data or "0") != (initial or 0)


def _lines(rows: int, **also: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **also})


class GroupForm(forms.Form):
    """Some modules, and how many of them."""

    code = forms.SlugField(widget=forms.HiddenInput, required=False, max_length=50)
    label = forms.CharField(
        label=gettext_lazy("Name of the group"),
        max_length=120,
        help_text=gettext_lazy("Such as Core modules."),
    )
    modules = forms.CharField(
        label=gettext_lazy("Modules, one a line"),
        required=False,
        max_length=20_000,
        widget=_lines(6, spellcheck="false"),
        help_text=gettext_lazy(
            "The code of a module of your catalogue, or a place in a curriculum. If you wish, then a title and a "
            "place: C3 | Association finances | certif-asso-c3."
        ),
    )
    choose = forms.IntegerField(
        label=gettext_lazy("How many must be finished"),
        required=False,
        min_value=1,
        max_value=MOST,
        help_text=gettext_lazy("Empty: all of them."),
    )
    hours = HoursField(
        label=gettext_lazy("Hours asked for in this group"),
        help_text=gettext_lazy("Such as 20, 1.5 or 1 h 30. Empty: none in particular."),
    )

    def __init__(self, *args: Any, catalogue: Catalogue, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue = catalogue

    def clean_modules(self) -> tuple[RequiredModule, ...]:
        modules, unknown = read_lines(self.cleaned_data["modules"], self.catalogue)
        if unknown:
            raise ValidationError([self._of(one) for one in unknown])
        if len(modules) > MOST:
            raise ValidationError(_("%(most)s modules at most.") % {"most": MOST})
        if any(len(one.code) > 50 or len(one.title) > 200 for one in modules):
            raise ValidationError(_("A code holds 50 characters at most, a title 200."))
        return modules

    @staticmethod
    def _of(one) -> str:
        words = (
            _("Line %(line)s: no curriculum has a place “%(name)s”.")
            if one.of_slot
            else _("Line %(line)s: no module of your catalogue has the code “%(name)s”.")
        )
        return words % {"line": one.line, "name": one.name}


class CapForm(forms.Form):
    """The most hours that count in some modalities, taken together."""

    modalities = forms.MultipleChoiceField(
        label=gettext_lazy("Taken together"),
        choices=MODALITY_CHOICES,
        widget=forms.CheckboxSelectMultiple,
    )
    hours = HoursField(label=gettext_lazy("Count for so many hours at most"), required=True)

    def clean_hours(self) -> int:
        if not self.cleaned_data["hours"]:
            raise ValidationError(_("More than 0 hours are expected."))
        return self.cleaned_data["hours"]


GroupFormSet = forms.formset_factory(
    GroupForm, extra=SPARE_GROUPS, can_delete=True, max_num=20, absolute_max=30
)
CapFormSet = forms.formset_factory(CapForm, extra=1, can_delete=True, max_num=3, absolute_max=6)


def _days(label: Promise, initial: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=1, max_value=730, initial=initial)


class RulesForm(forms.Form):
    """All of a version but its groups and its caps."""

    label = forms.CharField(
        label=gettext_lazy("Name of the version"), max_length=40, help_text=gettext_lazy("Such as 2027.")
    )
    effective_from = forms.DateField(
        label=gettext_lazy("In force from"),
        widget=DayInput,
        help_text=gettext_lazy("As planned: nothing is promised before you put the draft in force."),
    )
    effective_until = forms.DateField(
        label=gettext_lazy("In force until"),
        widget=DayInput,
        required=False,
        help_text=gettext_lazy("Last day, included. Empty: until another version follows."),
    )
    attestations = forms.BooleanField(
        label=gettext_lazy("Each module is shown by an attestation that stands"), required=False
    )
    total = HoursField(
        label=gettext_lazy("Hours of training in all"),
        help_text=gettext_lazy("Such as 30. Empty: hours are not counted in all."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days of practice in an association, with a tutor"),
        required=False,
        min_value=1,
        max_value=366,
        help_text=gettext_lazy("Empty: no practice is asked for."),
    )
    exempter = forms.ChoiceField(
        label=gettext_lazy("Who may exempt from practice"),
        choices=WHO_EXEMPTS,
        required=False,
    )
    interview = forms.BooleanField(
        label=gettext_lazy("An interview comes before an exemption"), required=False, initial=True
    )
    appraisals = forms.MultipleChoiceField(
        label=gettext_lazy("Who writes an appraisal"),
        choices=WHO_APPRAISES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    countersignature = forms.BooleanField(
        label=gettext_lazy("The candidate signs the training record"), required=False
    )
    guardian_below_age = forms.IntegerField(
        label=gettext_lazy("A guardian authorises below the age of"),
        required=False,
        min_value=1,
        max_value=25,
        help_text=gettext_lazy("Such as 18. Empty: no age is asked for."),
    )
    authority = forms.CharField(
        label=gettext_lazy("Authority that must authorise the house"),
        required=False,
        max_length=120,
        help_text=gettext_lazy(
            "Such as DRAJES: nothing is granted on a day without its authorisation. Empty: none."
        ),
    )
    authority_years = forms.IntegerField(
        label=gettext_lazy("Years that its authorisation lasts at most"),
        required=False,
        min_value=1,
        max_value=20,
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Who decides"), choices=WHO_DECIDES, widget=forms.RadioSelect, initial="validator"
    )
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum of the jury"),
        required=False,
        min_value=2,
        max_value=30,
        help_text=gettext_lazy("Members without a tie who must decide each dossier. For a jury only."),
    )
    criteria = forms.CharField(
        label=gettext_lazy("What the jury looks at, one thing a line"),
        required=False,
        max_length=4000,
        widget=_lines(3),
        help_text=gettext_lazy("Each member gives an opinion of each. For a jury only."),
    )
    months = forms.IntegerField(
        label=gettext_lazy("Months that the certificate stands"),
        required=False,
        min_value=1,
        max_value=600,
        help_text=gettext_lazy("Empty: it has no end."),
    )
    renewal_months = forms.IntegerField(
        label=gettext_lazy("Months before its end when it may be renewed"),
        required=False,
        min_value=1,
        max_value=600,
    )
    renewal = forms.ChoiceField(
        label=gettext_lazy("What renewing asks for"),
        required=False,
        choices=[
            ("full", gettext_lazy("Everything again")),
            ("delta", gettext_lazy("The modules that changed in substance since")),
            ("revalidation", gettext_lazy("A decision alone, on the record as it stands")),
        ],
    )
    reminders = forms.CharField(
        label=gettext_lazy("Days before its end when its holder is reminded"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Separated by commas, such as 90, 30. Empty: 90 and 30."),
    )
    skills = forms.CharField(
        label=gettext_lazy("Skills granted, one a line"),
        required=False,
        max_length=8000,
        widget=_lines(4),
        help_text=gettext_lazy("Such as Keep the cash book."),
    )
    review = _days(gettext_lazy("Days for the house to review a dossier"), 21)
    complement = _days(gettext_lazy("Days for the candidate to complete it"), 30)
    exemption = _days(gettext_lazy("Days to decide on an exemption"), 21)
    appeal = _days(gettext_lazy("Days to appeal a refusal"), 60)
    tutor = _days(gettext_lazy("Days for a tutor to answer"), 30)
    certificate_title = forms.CharField(label=gettext_lazy("Title on the certificate"), max_length=200)
    certificate_text = forms.CharField(
        label=gettext_lazy("Sentence on the certificate"),
        max_length=400,
        widget=_lines(3),
        help_text=gettext_lazy("After the holder's name: what they did."),
    )
    proves = forms.CharField(
        label=gettext_lazy("What it proves"),
        max_length=4000,
        widget=_lines(4),
        help_text=gettext_lazy("One statement a line."),
    )
    does_not_prove = forms.CharField(
        label=gettext_lazy("What it does not prove"),
        max_length=4000,
        widget=_lines(3),
        help_text=gettext_lazy("One statement a line."),
    )

    design = forms.ChoiceField(
        label=gettext_lazy("Look of the sheet"),
        choices=[(slug, one.label) for slug, one in DESIGNS.items()],
        help_text=gettext_lazy("Each certificate keeps the look that it was granted with."),
    )

    def clean_reminders(self) -> tuple[int, ...]:
        """Different whole days of a year at most; none where none is written."""
        typed = self.cleaned_data["reminders"].replace(";", ",").split(",")
        days = [day.strip() for day in typed if day.strip()]
        if not all(day.isascii() and day.isdigit() and 1 <= int(day) <= 366 for day in days):
            raise forms.ValidationError(
                _("Write whole days from 1 to 366, separated by commas, such as 90, 30.")
            )
        if len({int(day) for day in days}) != len(days):
            raise forms.ValidationError(_("The same number of days stands twice."))
        return tuple(int(day) for day in days)

    def clean(self) -> None:
        """Refuse half a rule: it would be lost."""
        typed = self.cleaned_data
        pairs = [
            ("exempter", "days", _("No practice is asked for: there is nothing to be exempted from.")),
            ("authority", "authority_years", _("Write how many years an authorisation lasts at most.")),
            ("authority_years", "authority", _("Write which authority authorises the house.")),
            ("renewal_months", "months", _("Write how many months the certificate stands.")),
        ]
        for field, other, words in pairs:
            if typed.get(field) and other not in self.errors and not typed.get(other):
                self.add_error(other if field != "exempter" else field, words)
        if typed.get("by") == "validator" and (typed.get("criteria") or typed.get("quorum")):
            self.add_error("by", _("A quorum and criteria are for a jury: choose it, or take them away."))


SECTIONS = [
    (
        gettext_lazy("Version and dates"),
        gettext_lazy(
            "A new decree is a new version: who has a dossier keeps the version it was opened under."
        ),
        ["label", "effective_from", "effective_until"],
    ),
    (
        gettext_lazy("Hours in all"),
        gettext_lazy("Planned hours of the modules that count, whatever the groups."),
        ["attestations", "total"],
    ),
    (
        gettext_lazy("Practice in an association"),
        gettext_lazy("Tutors confirm the days through a link, without an account; never the candidate."),
        ["days", "exempter", "interview"],
    ),
    (
        gettext_lazy("People who have a word"),
        gettext_lazy("Whoever writes or signs is never the candidate."),
        ["appraisals", "countersignature", "guardian_below_age"],
    ),
    (
        gettext_lazy("Authorisation of the house"),
        gettext_lazy("Its dates are recorded on the certificate’s page."),
        ["authority", "authority_years"],
    ),
    (
        gettext_lazy("Decision"),
        gettext_lazy("Nobody decides on a dossier of their own."),
        ["by", "quorum", "criteria"],
    ),
    (
        gettext_lazy("Validity"),
        gettext_lazy("How long a certificate stands once granted, and what it grants."),
        ["months", "renewal_months", "renewal", "reminders", "skills"],
    ),
    (
        gettext_lazy("Time that each has to act"),
        gettext_lazy("Reminders leave before these days are over."),
        ["review", "complement", "exemption", "appeal", "tutor"],
    ),
    (
        gettext_lazy("Words on the certificate"),
        gettext_lazy("Printed, and frozen with each certificate."),
        ["certificate_title", "certificate_text", "proves", "does_not_prove", "design"],
    ),
]
