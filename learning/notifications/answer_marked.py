"""Answers that a trainer marks."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class AnswerMarked(NotificationKind):
    slug = "answer_marked"
    label = _("Answers that a trainer marks")
    icon = "check"
    example = {"step": "Questionnaire"}

    def sentence(self, words: Words) -> str:
        return gettext("A trainer has marked your answers to “%(step)s”.") % words
