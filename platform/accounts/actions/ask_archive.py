"""Ask for a copy of all that is held of oneself."""

from __future__ import annotations

from functools import partial

from django.db import transaction
from django_q.tasks import async_task

from accounts.models import Archive, LogEntry, User


@transaction.atomic
def ask_archive(*, person: User) -> Archive:
    """The archive that the worker will make; the one under way if there is one: a double click asks once."""
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    archive, is_new = Archive.objects.get_or_create(person=person, state=Archive.State.ASKED)
    if is_new:
        LogEntry.objects.append(actor=person, verb="account.archive_asked", subject=archive, structure=None)
        transaction.on_commit(partial(async_task, "accounts.tasks.make_archive", archive.pk), robust=True)
    return archive
