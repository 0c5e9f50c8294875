"""Questions and errors from learners."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class ThreadOpened(NotificationKind):
    slug = "thread_opened"
    label = _("Questions and errors from learners")
    is_for_team = True
    icon = "message-circle"
    example = {"learner": "Ada", "step": "Les statuts", "is_error": False}

    def sentence(self, words: Words) -> str:
        if words["is_error"]:
            return gettext("%(learner)s reports an error in “%(step)s”.") % words
        return gettext("%(learner)s asks a question about “%(step)s”.") % words
