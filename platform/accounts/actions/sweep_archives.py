"""Delete archives past their time, and take up again those that were lost."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.storage import storages
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import Archive

# By then the worker should have taken it.
PATIENCE = timedelta(minutes=15)


def sweep_archives() -> tuple[int, int]:
    """How many were deleted with their files, and how many are asked for again. Safe to repeat and to miss."""
    now = timezone.now()
    deleted = 0
    for archive in Archive.objects.filter(expires_at__lte=now).order_by("pk"):
        # The file first: a row without its file is deleted next time, a file without its row never would be.
        storages["work"].delete(archive.file_name)
        deleted += archive.delete()[0]
    lost = (
        Archive.objects.under_way().filter(asked_at__lt=now - PATIENCE).exclude(taken_at__gte=now - PATIENCE)
    )
    for pk in (pks := list(lost.order_by("pk").values_list("pk", flat=True))):
        async_task("accounts.tasks.make_archive", pk)
    return deleted, len(pks)
