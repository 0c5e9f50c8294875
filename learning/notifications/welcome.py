"""Welcome to a module."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class Welcome(NotificationKind):
    slug = "welcome"
    label = _("Welcome to a module")
    icon = "book-open"
    example = {"module": "Droit associatif"}

    def sentence(self, words: Words) -> str:
        return gettext("Welcome to “%(module)s”: you begin whenever you like.") % words

    def call(self) -> str:
        return gettext("Begin")
