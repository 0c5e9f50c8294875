"""Where issued files are kept: under the hash of their bytes, each once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile
from django.core.files.storage import storages


@dataclass(frozen=True)
class Kept:
    """One file in the storage of documents."""

    name: str
    sha256: str
    size: int


def keep(data: bytes, *, suffix: str) -> Kept:
    """Store these bytes under their hash, unless they are there already. Safe to repeat, and twice at once.

    What is there is read back: a writer killed half-way leaves a file whose name promises more than it holds. It is
    left where it is, since another writer may be filling it at this moment; the storage then gives ours a name beside.
    """
    documents, digest = storages["documents"], hashlib.sha256(data).hexdigest()
    name = f"{digest[:2]}/{digest}{suffix}"
    if not _holds(name, data):
        stored = documents.save(name, ContentFile(data))
        if stored != name and _holds(name, data):
            # Another worker stored the same bytes meanwhile: theirs serve.
            documents.delete(stored)
        else:
            name = stored
    return Kept(name, digest, len(data))


def forget(name: str) -> None:
    """Remove a file that no document names."""
    storages["documents"].delete(name)


def _holds(name: str, data: bytes) -> bool:
    documents = storages["documents"]
    if not documents.exists(name):
        return False
    with documents.open(name) as file:
        return file.read() == data
