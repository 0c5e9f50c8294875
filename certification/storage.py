"""Where issued files are kept: under the hash of their bytes, each once.

A file is whole or absent, whatever is killed: on disk it is written and synced under a name of its own in `parts/`, and
takes its place in one step; an object storage puts a whole object or none. What a killed writer leaves in `parts/` is
swept (`certification.actions.sweep_files`).
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

#: The folder of what is being written. No hash begins so.
PARTS = "parts"


@dataclass(frozen=True)
class Kept:
    """One file in the storage of documents."""

    name: str
    sha256: str
    size: int


def keep(data: bytes, *, suffix: str) -> Kept:
    """Store these bytes under their hash, unless they are there already. Safe to repeat, and twice at once.

    What is there is read back: bytes that no longer have their hash are replaced by these, which have.
    """
    documents, digest = storages["documents"], hashlib.sha256(data).hexdigest()
    name = f"{digest[:2]}/{digest}{suffix}"
    if not _holds(name, data):
        name = _put_on_disk(documents, name, data) if _on_disk(documents) else _put(documents, name, data)
    return Kept(name, digest, len(data))


def forget(name: str) -> None:
    """Remove a file that no document names."""
    storages["documents"].delete(name)


def forget_parts(*, before: datetime) -> int:
    """Remove what writers killed before this moment left half-written; how many there were."""
    documents, count = storages["documents"], 0
    if _on_disk(documents):
        for part in Path(documents.path(PARTS)).glob("*"):
            with suppress(FileNotFoundError):  # it took its place meanwhile
                if part.stat().st_mtime < before.timestamp():
                    part.unlink()
                    count += 1
    return count


def names() -> Iterator[str]:
    """The names of all that is kept under a hash. Lists 256 folders."""
    documents = storages["documents"]
    with suppress(FileNotFoundError):  # nothing was kept yet
        for folder in sorted(documents.listdir("")[0]):
            if len(folder) == 2:
                yield from (f"{folder}/{name}" for name in sorted(documents.listdir(folder)[1]))


def _holds(name: str, data: bytes) -> bool:
    documents = storages["documents"]
    if not documents.exists(name):
        return False
    with documents.open(name) as file:
        return file.read() == data


def _on_disk(documents: Storage) -> bool:
    return isinstance(documents, FileSystemStorage)


def _put_on_disk(documents: Storage, name: str, data: bytes) -> str:
    """Put these bytes there in one step, on the disk before any row names them: a power cut keeps both or none."""
    place, part = Path(documents.path(name)), Path(documents.path(f"{PARTS}/{secrets.token_hex(16)}"))
    new = not place.parent.exists()
    for folder in (place.parent, part.parent):
        folder.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("xb") as file:
            file.write(data)
            if documents.file_permissions_mode is not None:
                os.fchmod(file.fileno(), documents.file_permissions_mode)
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    _sync(place.parent)
    if new:
        _sync(place.parent.parent)
    return name


def _sync(folder: Path) -> None:
    """Have the names in this folder on the disk."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _put(documents: Storage, name: str, data: bytes) -> str:
    """Put these bytes in an object storage, which never shows half an object; the name that it gave them."""
    stored = documents.save(name, ContentFile(data))
    if stored != name and _holds(name, data):
        # Another worker stored the same bytes meanwhile: theirs serve.
        documents.delete(stored)
        return name
    return stored
