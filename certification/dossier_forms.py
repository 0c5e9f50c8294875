"""What a candidate writes in their dossier."""

from __future__ import annotations

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from certification.models import Dossier
from certification.rules.details import asked


class DetailsForm(forms.ModelForm):
    """What the version asks of its candidate, and nothing else."""

    class Meta:
        model = Dossier
        fields = ("birth_date", "guardian_name", "guardian_email", "association_name", "association_rna")
        widgets = {"birth_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}
        help_texts = {
            "guardian_name": _("Only if you are a minor: the house asks for their signed authorisation."),
            "association_name": _("The one you are a member of, if you are."),
            "association_rna": _("W and nine digits, if you know it."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        wanted = asked(self.instance.version.read())
        for name in set(self.fields) - set(wanted):
            del self.fields[name]
        if "birth_date" in self.fields:
            self.fields["birth_date"].required = True
        if "association_rna" in self.fields:
            self.fields["association_rna"].validators.append(
                RegexValidator(r"^W[0-9A-Z]{9}$", _("W, then nine digits, such as W761234567."))
            )

    def _post_clean(self) -> None:
        """The action weighs the answers, and alone changes the dossier."""
