"""Activities that I declared."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class DeclarationDecided(NotificationKind):
    slug = "declaration_decided"
    label = _("Activities that I declared")
    icon = "check"
    example = {"step": "Une visite", "accepted": True, "reason": ""}

    def sentence(self, words: Words) -> str:
        if words["accepted"]:
            return gettext("What you declared for “%(step)s” is confirmed.") % words
        return gettext("What you declared for “%(step)s” is not confirmed yet.") % words

    def detail(self, words: Words) -> str:
        return str(words["reason"])
