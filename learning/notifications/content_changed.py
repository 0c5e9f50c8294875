"""What changes in my modules."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class ContentChanged(NotificationKind):
    slug = "content_changed"
    label = _("What changes in my modules")
    icon = "info"
    example = {"module": "Compta", "page": "Le bilan", "sentence": "Les seuils de 2026."}

    def sentence(self, words: Words) -> str:
        return gettext("“%(page)s” has changed.") % words

    def detail(self, words: Words) -> str:
        return str(words["sentence"])
