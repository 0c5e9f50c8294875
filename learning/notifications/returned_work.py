"""Work that I handed in."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class ReturnedWork(NotificationKind):
    slug = "returned_work"
    label = _("Work that I handed in")
    by_mail = "now"
    icon = "pencil"
    example = {"step": "Le budget", "module": "Compta"}

    def sentence(self, words: Words) -> str:
        return gettext("The trainer has read your work for “%(step)s”.") % words

    def call(self) -> str:
        return gettext("Read the remarks")
