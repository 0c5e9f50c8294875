"""Forget what was shared and may be read no more."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from skills.models import SharedPage
from skills.rules.sharing import TOLD_FOR


@dataclass(frozen=True)
class Swept:
    """How many pages that had their time were emptied, and how many that ended long ago were removed."""

    emptied: int
    removed: int


def sweep_shared_pages() -> Swept:
    """What was done now. Safe to repeat: an address says why it is closed as long as its page is kept."""
    emptied = SharedPage.objects.expired().update(shown={})
    over = SharedPage.objects.filter(expires_at__lte=timezone.now() - TOLD_FOR)
    removed = over.count()
    over.delete()
    return Swept(emptied, removed)
