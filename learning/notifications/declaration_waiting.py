"""Declared activities to confirm."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class DeclarationWaiting(NotificationKind):
    slug = "declaration_waiting"
    label = _("Declared activities to confirm")
    is_for_team = True
    icon = "check"
    example = {"learner": "Ada", "step": "Une visite"}

    def sentence(self, words: Words) -> str:
        return gettext("%(learner)s has declared “%(step)s”: it waits for your word.") % words
