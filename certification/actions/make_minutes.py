"""Make the file of a jury's minutes."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from certification import storage
from certification.formats import CannotRender
from certification.formats.minutes import render
from certification.models import Minutes


def make_minutes(*, minutes: Minutes) -> bool:
    """Render the frozen words, store the bytes under their hash, then say they are made; whether this call did.

    Safe to repeat, and twice at once, as `make_file` is: one number, one file, one line. Words that cannot be printed
    keep their number and say why in `problem`.
    """
    if minutes.status != Minutes.Status.PENDING:
        return False
    try:
        data = render(minutes.frozen)
    except CannotRender as reason:
        Minutes.objects.filter(pk=minutes.pk).update(problem=str(reason)[:500])
        return False
    kept = storage.keep(data, suffix=".pdf")
    with transaction.atomic():
        made = Minutes.objects.filter(pk=minutes.pk, status=Minutes.Status.PENDING).update(
            status=Minutes.Status.ISSUED,
            file_name=kept.name,
            sha256=kept.sha256,
            made_at=timezone.now(),
            problem="",
        )
        if made:
            LogEntry.objects.append(
                actor=None,
                verb="minutes.made",
                subject=minutes,
                structure=minutes.session.structure,
                payload={"number": minutes.number, "sha256": kept.sha256},
            )
    return bool(made)
