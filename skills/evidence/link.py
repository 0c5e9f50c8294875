"""A link: something that stands elsewhere."""

from django import forms
from django.utils.translation import gettext_lazy

from skills.evidence.base import Kind


class Link(Kind):
    slug = "link"
    label = gettext_lazy("A link")
    icon = "share-2"
    lead = gettext_lazy("The address of a page that shows what you did: an article, a programme, a site.")

    url = forms.URLField(
        label=gettext_lazy("The address"),
        max_length=500,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://", "autocomplete": "off"}),
    )
