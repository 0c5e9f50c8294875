"""Requests to enrol."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class RequestWaiting(NotificationKind):
    slug = "request_waiting"
    label = _("Requests to enrol")
    is_for_team = True
    icon = "user-round"
    example = {"learner": "Ada", "module": "Compta"}

    def sentence(self, words: Words) -> str:
        return gettext("%(learner)s asks to enter “%(module)s”.") % words
