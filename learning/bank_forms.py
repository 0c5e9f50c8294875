"""Forms about question banks."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList

from learning.actions.write_bank import write_bank
from learning.actions.write_bank_question import write_bank_question
from learning.exchange import FORMATS
from learning.exchange.categories import path_of
from learning.models import BankQuestion, QuestionBank
from learning.panels import BankStatisticsPanel
from learning.querysets.banks import taught_structures, writable_banks

#: What a person waits for in the administration; heavier files go by the command.
MAX_UPLOAD_BYTES = 5 * 1024 * 1024


class BankForm(WagtailAdminModelForm):
    """What a bank is; its structure is one of those where one teaches."""

    class Meta(WagtailAdminModelForm.Meta):
        model = QuestionBank
        fields = ["title", "slug", "description", "is_shared", "structure"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mine = taught_structures(self.for_user)
        self.fields["structure"].queryset = mine
        if self.instance.pk:
            self.fields["slug"].disabled = self.fields["structure"].disabled = True
        else:
            self.initial["structure"] = mine.first()

    def save(self, commit: bool = True) -> QuestionBank:
        return write_bank(bank=self.instance, actor=self.for_user)


class BankQuestionForm(WagtailAdminModelForm):
    """One question, in one of the banks that one writes."""

    category_path = forms.CharField(
        label=_("Category"),
        required=False,
        max_length=255,
        help_text=_("Written as a path: “Law/Statutes”. It is made if the bank does not have it yet."),
    )

    class Meta(WagtailAdminModelForm.Meta):
        model = BankQuestion
        fields = ["bank", "name", "question", "tags", "is_retired"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        mine = writable_banks(QuestionBank.objects.all(), self.for_user)
        self.fields["bank"].queryset = mine
        if not self.instance.pk:
            self.initial.setdefault("bank", mine.first())
        elif self.instance.category:
            self.initial["category_path"] = self.instance.category.path

    def clean_category_path(self) -> str:
        return path_of(self.cleaned_data["category_path"])

    def clean(self):
        # The category is found by its path, in the bank chosen here.
        self.instance.category = None
        return super().clean()

    def save(self, commit: bool = True) -> BankQuestion:
        return write_bank_question(
            question=self.instance,
            category=self.cleaned_data["category_path"],
            tags=self.cleaned_data["tags"],
            actor=self.for_user,
        )


BANK_PANELS = ObjectList(
    [
        FieldPanel("title"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("is_shared"),
        FieldPanel("structure", widget=forms.Select),
    ],
    base_form_class=BankForm,
)
QUESTION_PANELS = ObjectList(
    [
        FieldPanel("name"),
        FieldPanel("question"),
        MultiFieldPanel(
            [FieldPanel("bank", widget=forms.Select), FieldPanel("category_path"), FieldPanel("tags")],
            heading=_("Where it stands"),
        ),
        FieldPanel("is_retired"),
        BankStatisticsPanel(heading=_("What answers say of the question")),
    ],
    base_form_class=BankQuestionForm,
)


class ImportForm(forms.Form):
    """The file to import."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("GIFT (text) or Moodle XML: which one is told by its content. 5 MB at most."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD_BYTES:
            raise ValidationError(_("This file is too heavy: 5 MB at most. Send it in several parts."))
        return file


class ExportForm(forms.Form):
    """What to export, and how."""

    format = forms.ChoiceField(label=_("Format"), choices=[(one.slug, one.label) for one in FORMATS])
    category = forms.ChoiceField(label=_("Category"), required=False)

    def __init__(self, *args, bank: QuestionBank, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        paths = bank.categories.values_list("path", flat=True)
        self.fields["category"].choices = [("", _("The whole bank")), *((path, path) for path in paths)]
