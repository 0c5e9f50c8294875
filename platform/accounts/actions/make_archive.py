"""Make the archive that somebody asked for."""

from __future__ import annotations

import tempfile
import time
from datetime import timedelta

from django.core.files import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation

from accounts import letters
from accounts.archives import LANGUAGE, write_archive
from accounts.models import Archive, LogEntry
from accounts.privacy import held_of

KEPT = timedelta(days=7)
# Longer than one making can last: an archive whose worker was killed is taken up again after it.
LEASE = timedelta(minutes=11)
# How often the page learns how far it is.
TELL_SECONDS = 1.0


def make_archive(*, archive: Archive) -> bool:
    """Write the ZIP to the disk, piece by piece, then keep it and write to the person; whether this call did.

    Not one transaction, on purpose: reading everything must not hold the database. Taken by a filtered update, so two
    workers never make the same; killed, it is taken up again after the lease and gives one file, under the same name.
    """
    taken_at = timezone.now()
    free = Q(taken_at=None) | Q(taken_at__lt=taken_at - LEASE)
    mine = Archive.objects.under_way().filter(pk=archive.pk, person__erased_at=None)
    if not mine.filter(free).update(taken_at=taken_at, done=0):
        return False
    mine = mine.filter(taken_at=taken_at)
    held = held_of(archive.person)
    mine.update(total=sum(one.count for room in held for one in room.held))
    told = time.monotonic()

    def tell(done: int) -> None:
        nonlocal told
        if time.monotonic() - told > TELL_SECONDS:
            told = time.monotonic()
            mine.update(done=done)

    work, name = storages["work"], f"archives/{archive.token}.zip"
    with tempfile.TemporaryFile() as pieces, translation.override(LANGUAGE):
        write_archive(pieces, person=archive.person, rooms=held, tell=tell)
        size = pieces.tell()
        pieces.seek(0)
        work.delete(name)  # of a worker killed before it could say that it was done
        stored = work.save(name, File(pieces))
    if not _record(archive, mine, stored, size):
        work.delete(stored)  # closed, or taken up by another, meanwhile
        return False
    return True


@transaction.atomic
def _record(archive: Archive, mine, stored: str, size: int) -> bool:
    now = timezone.now()
    if not mine.update(
        state=Archive.State.READY, file_name=stored, file_bytes=size, ready_at=now, expires_at=now + KEPT
    ):
        return False
    archive.refresh_from_db()
    letters.write("archive_ready", to=archive.person, archive=archive)
    LogEntry.objects.append(actor=None, verb="account.archive_ready", subject=archive, structure=None)
    return True
