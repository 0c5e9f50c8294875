"""What staff write about frameworks, the directory and words to verify; each form is kept by an action."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from skills.actions.decide_verification import Findings
from skills.actions.list_association import list_association
from skills.actions.write_framework import write_framework
from skills.models import Association, Framework, Verification
from skills.refusals import VERIFICATIONS
from skills.rules.missions import rna_of
from skills.rules.verifications import Problem, Tie, problem_with_decision


class FrameworkForm(WagtailAdminModelForm):
    """The draft of a framework."""

    class Meta(WagtailAdminModelForm.Meta):
        model = Framework
        fields = ["title", "content"]

    def save(self, commit: bool = True) -> Framework:
        return write_framework(framework=self.instance, actor=self.for_user)


class AssociationForm(WagtailAdminModelForm):
    """One association of the directory."""

    rna = forms.CharField(
        label=Association._meta.get_field("rna").verbose_name,
        help_text=Association._meta.get_field("rna").help_text,
        required=False,
        max_length=20,  # as it is typed, with its spaces: the action keeps ten signs
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = Association
        fields = ["name", "rna", "city"]

    def clean_rna(self) -> str:
        typed = self.cleaned_data["rna"]
        return rna_of(typed) or typed

    def save(self, commit: bool = True) -> Association:
        return list_association(association=self.instance, actor=self.for_user)


class FindingsForm(forms.Form):
    """What was looked at of a word, and the decision."""

    association_exists = forms.BooleanField(label=_("The association exists"), required=False)
    association_source = forms.CharField(
        label=_("Where you looked at that"),
        required=False,
        max_length=300,
        help_text=_(
            "Such as the Journal officiel, the RNA, the town’s directory; with the date or the number."
        ),
    )
    office_held = forms.BooleanField(
        label=_("Who signed held that office in the years of the mission"), required=False
    )
    office_source = forms.CharField(
        label=_("Where you looked at that one"),
        required=False,
        max_length=300,
        help_text=_("Such as the minutes of the meeting that elected them, the list of officers handed in."),
    )
    tie = forms.ChoiceField(
        label=_("Is there a conflict of interest?"),
        required=False,
        choices=[*Verification.Tie.choices, (Tie.OWN.value, _("One of mine, with one of them"))],
        widget=forms.RadioSelect,
    )
    tie_words = forms.CharField(
        label=_("If there is one: which"),
        required=False,
        max_length=500,
        help_text=_("Such as: they are married. The volunteer reads it."),
    )
    note = forms.CharField(
        label=_("Note (optional)"),
        required=False,
        max_length=2000,
        help_text=_("For your colleagues. The volunteer finds it in their data when they ask for them."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    verdict = forms.ChoiceField(
        label=_("Decision"),
        choices=[("verified", _("Verified")), ("not_verified", _("Not verified"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    reason = forms.CharField(
        label=_("If it is not verified: why"),
        required=False,
        max_length=2000,
        help_text=_("The volunteer reads it: say what would help."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    #: Beside which field each problem is said.
    BESIDE = {
        Problem.OWN_TIE: "tie",
        Problem.NO_TIE_SAID: "tie",
        Problem.NO_TIE_WORDS: "tie_words",
        Problem.NOT_ALL_SEEN: "verdict",
        Problem.NO_REASON: "reason",
    }

    def clean(self) -> dict:
        """Says beside its field what the action would say of them all."""
        given = super().clean()
        said = {name: value for name, value in given.items() if name not in ("verdict", "note")}
        if self.errors:
            return given
        problem = problem_with_decision(verified=given["verdict"] == "verified", **said)
        if problem == Problem.NO_SOURCE:
            about = (
                "association" if given["association_exists"] and not given["association_source"] else "office"
            )
            self.add_error(f"{about}_source", VERIFICATIONS[problem])
        elif problem:
            self.add_error(self.BESIDE[problem], VERIFICATIONS[problem])
        return given

    @property
    def findings(self) -> Findings:
        """What the action takes."""
        given = dict(self.cleaned_data)
        return Findings(verified=given.pop("verdict") == "verified", **given)


FRAMEWORK_PANELS = ObjectList([FieldPanel("title"), FieldPanel("content")], base_form_class=FrameworkForm)
ASSOCIATION_PANELS = ObjectList(
    [FieldPanel("name"), FieldPanel("rna"), FieldPanel("city")], base_form_class=AssociationForm
)
