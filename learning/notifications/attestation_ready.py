"""My documents."""

from __future__ import annotations

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learning.notifications.base import NotificationKind, Words


class AttestationReady(NotificationKind):
    slug = "attestation_ready"
    label = _("My documents")
    by_mail = "now"
    icon = "award"
    example = {"document": "Attestation", "title": "Droit associatif"}

    def sentence(self, words: Words) -> str:
        return gettext("%(document)s ready: %(title)s") % words

    def call(self) -> str:
        return gettext("Open the document")
