"""Words: what happened, or what somebody said."""

from django import forms
from django.utils.translation import gettext_lazy

from skills.evidence.base import Kind


class Words(Kind):
    slug = "words"
    label = gettext_lazy("Words")
    icon = "quote"
    lead = gettext_lazy(
        "A situation that you tell, or what somebody wrote to you. Name nobody without their agreement."
    )

    text = forms.CharField(
        label=gettext_lazy("Your words"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6})
    )
