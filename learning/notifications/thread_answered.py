"""Answers to my questions."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class ThreadAnswered(NotificationKind):
    slug = "thread_answered"
    label = _("Answers to my questions")
    by_mail = "now"
    icon = "message-circle"
    example = {"step": "Les statuts", "author": "Grace"}

    def sentence(self, words: Words) -> str:
        return gettext("%(author)s has answered you about “%(step)s”.") % words

    def call(self) -> str:
        return gettext("Read the answer")
