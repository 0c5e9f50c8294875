"""My requests to enrol."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class RequestDecided(NotificationKind):
    slug = "request_decided"
    label = _("My requests to enrol")
    by_mail = "now"
    icon = "user-round"
    example = {"module": "Compta", "accepted": True, "reason": ""}

    def sentence(self, words: Words) -> str:
        if words["accepted"]:
            return gettext("Your request is accepted: you are enrolled in “%(module)s”.") % words
        return gettext("Your request to enter “%(module)s” could not be accepted.") % words

    def detail(self, words: Words) -> str:
        return str(words["reason"])
