"""Until when what a closed account leaves behind is kept (`REGISTER_KEPT_YEARS`, `EVIDENCE_KEPT_YEARS`)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

YEAR = timedelta(days=365.25)


def register_start() -> datetime:
    """What was granted before this moment has left the register's time."""
    return timezone.now() - settings.REGISTER_KEPT_YEARS * YEAR


def evidence_start() -> datetime:
    """What was finished or decided before this moment is no longer kept as evidence."""
    return timezone.now() - settings.EVIDENCE_KEPT_YEARS * YEAR
