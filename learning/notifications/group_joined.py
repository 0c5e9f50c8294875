"""Groups that I join."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class GroupJoined(NotificationKind):
    slug = "group_joined"
    label = _("Groups that I join")
    icon = "user-round"
    example = {"group": "Promotion d’automne"}

    def sentence(self, words: Words) -> str:
        return gettext("You are in the group “%(group)s”.") % words
