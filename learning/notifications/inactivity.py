"""A word when I have been away."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class Inactivity(NotificationKind):
    slug = "inactivity"
    label = _("A word when I have been away")
    icon = "book-open"
    example = {"module": "Droit associatif", "left": 3}

    def sentence(self, words: Words) -> str:
        return gettext("“%(module)s” is waiting for you where you left it.") % words

    def detail(self, words: Words) -> str:
        return gettext("There is no hurry: everything that you have done is kept.")

    def call(self) -> str:
        return gettext("Go on")
