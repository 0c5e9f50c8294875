"""Work to read."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class WorkWaiting(NotificationKind):
    slug = "work_waiting"
    label = _("Work to read")
    is_for_team = True
    icon = "pencil"
    example = {"learner": "Ada", "step": "Le budget"}

    def sentence(self, words: Words) -> str:
        return gettext("%(learner)s has handed in “%(step)s”.") % words

    def call(self) -> str:
        return gettext("Read the work")
