"""Forget files of hours that nobody kept."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from skills.models import Timesheet

#: How long a file waits to be kept.
WAITS = timedelta(days=1)


def forget_timesheets() -> int:
    """Forget those that waited long enough; how many that was. Safe to repeat."""
    waiting = Timesheet.objects.pending().filter(brought_at__lte=timezone.now() - WAITS)
    return waiting.delete()[0]
