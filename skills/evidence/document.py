"""An attestation or a certificate earned here."""

from django import forms
from django.utils.translation import gettext_lazy

from certification.earned import earned_by
from skills.actions.add_evidence import Shown
from skills.evidence.base import Kind


class Document(Kind):
    slug = "document"
    label = gettext_lazy("A document earned here")
    icon = "award"
    lead = gettext_lazy(
        "An attestation or a certificate that you were granted: whoever reads it can verify it."
    )

    title = None
    document = forms.ChoiceField(label=gettext_lazy("Which one?"), widget=forms.RadioSelect)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.earned = {one.public_id: one for one in earned_by(self.mission.volunteer)}
        self.fields["document"].choices = [
            (one.public_id, f"{one.title} ({one.kind} {one.number})") for one in self.earned.values()
        ]

    @property
    def shown(self) -> Shown:
        one = self.earned[self.cleaned_data["document"]]
        return Shown(
            kind=self.slug, title=one.title, text=f"{one.kind} {one.number}", url="", public_id=one.public_id
        )

    @classmethod
    def is_offered(cls, mission) -> bool:
        return bool(earned_by(mission.volunteer))
