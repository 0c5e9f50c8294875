"""What staff write about frameworks and the directory; each form is kept by an action."""

from __future__ import annotations

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList

from skills.actions.list_association import list_association
from skills.actions.write_framework import write_framework
from skills.models import Association, Framework
from skills.rules.missions import rna_of


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


FRAMEWORK_PANELS = ObjectList([FieldPanel("title"), FieldPanel("content")], base_form_class=FrameworkForm)
ASSOCIATION_PANELS = ObjectList(
    [FieldPanel("name"), FieldPanel("rna"), FieldPanel("city")], base_form_class=AssociationForm
)
