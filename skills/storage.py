"""Where the files of people's records are kept: privately, each under a name of its own."""

from __future__ import annotations

import uuid

from django.core.files.base import File
from django.core.files.storage import Storage, storages

FOLDER = "acquis"


def record_storage() -> Storage:
    """The storage of what people hand in, named when it is first used so that settings may change it."""
    return storages["work"]


def keep(file: File) -> str:
    """Store the file under a name that says nothing; that name."""
    return record_storage().save(f"{FOLDER}/{uuid.uuid4().hex}", file)


def forget(name: str) -> None:
    """Remove a file."""
    record_storage().delete(name)
