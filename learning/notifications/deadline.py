"""Deadlines that come near."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class Deadline(NotificationKind):
    """``due`` is the moment in ISO form: it is read in the place's own time and language."""

    slug = "deadline"
    label = _("Deadlines that come near")
    icon = "calendar-days"
    example = {"title": "Le bilan", "due": "2026-11-30T19:00:00+00:00"}

    def sentence(self, words: Words) -> str:
        if not words["due"]:
            return gettext("A deadline comes near: “%(title)s”.") % words
        due = date_format(localtime(datetime.fromisoformat(words["due"])), "DATE_FORMAT")
        return gettext("“%(title)s” is to be done by %(due)s.") % {"title": words["title"], "due": due}

    def call(self) -> str:
        return gettext("Go on")
