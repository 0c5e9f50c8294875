"""Where learners' work is kept: privately, under the hash of what it holds."""

from __future__ import annotations

import hashlib

from django.core.files.base import File
from django.core.files.storage import Storage, storages


def work_storage() -> Storage:
    """The storage of learners' work, named when it is first used so that settings may change it."""
    return storages["work"]


def digest_of(file: File) -> str:
    """The SHA-256 of a file, read in pieces."""
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def keep(file: File, name: str) -> str:
    """Store the file under this name, unless the very same is there already; the name it has.

    What is there is read back: a process killed half-way leaves a file that holds less than its name promises. Ours
    then gets a name beside.
    """
    work = work_storage()
    if work.exists(name):
        with work.open(name) as there:
            if digest_of(there) == digest_of(file):
                return name
    return work.save(name, file)


def forget(name: str) -> None:
    """Remove a file that no work names any more."""
    work_storage().delete(name)
