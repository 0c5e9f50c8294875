"""Files are kept under their hash, each once, whole or not at all."""

import hashlib
import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.utils import timezone

from certification import storage


class Killed(BaseException):
    """The writer ends here and now."""


def test_the_name_is_the_hash(files):
    kept = storage.keep(b"document", suffix=".pdf")
    digest = hashlib.sha256(b"document").hexdigest()
    assert (kept.sha256, kept.size, kept.name) == (digest, 8, f"{digest[:2]}/{digest}.pdf")
    assert [file.read_bytes() for file in files()] == [b"document"]
    assert list(storage.names()) == [kept.name]


def test_the_same_bytes_are_kept_once(files):
    assert storage.keep(b"document", suffix=".pdf") == storage.keep(b"document", suffix=".pdf")
    assert len(files()) == 1


def test_nothing_is_kept_at_first():
    assert list(storage.names()) == []
    assert storage.forget_parts(before=timezone.now()) == 0


def test_a_file_may_be_read_as_the_settings_say(documents, settings):
    settings.FILE_UPLOAD_PERMISSIONS = 0o640
    kept = storage.keep(b"document", suffix=".pdf")
    assert (documents / kept.name).stat().st_mode & 0o777 == 0o640
    settings.FILE_UPLOAD_PERMISSIONS = None
    other = storage.keep(b"another", suffix=".pdf")
    assert (documents / other.name).read_bytes() == b"another"


def test_bytes_that_changed_under_their_name_are_put_right(documents, files):
    kept = storage.keep(b"document", suffix=".pdf")
    (documents / kept.name).write_bytes(b"docu")
    assert storage.keep(b"document", suffix=".pdf") == kept
    assert [file.read_bytes() for file in files()] == [b"document"]


@pytest.mark.parametrize("where", ["fsync", "replace"])
def test_killed_while_writing_it_leaves_no_half_file_under_a_hash(documents, files, monkeypatch, where):
    def kill(*arguments):
        raise Killed

    with monkeypatch.context() as at:
        at.setattr(os if where == "fsync" else Path, where, kill)
        with pytest.raises(Killed):
            storage.keep(b"document", suffix=".pdf")
    assert list(storage.names()) == []
    [part] = files()
    assert part.parent.name == "parts"

    kept = storage.keep(b"document", suffix=".pdf")
    assert (documents / kept.name).read_bytes() == b"document"
    # Another writer may be at it: only what is old goes.
    assert storage.forget_parts(before=timezone.now() - timedelta(hours=1)) == 0
    assert storage.forget_parts(before=timezone.now() + timedelta(seconds=1)) == 1
    assert [path.relative_to(documents).as_posix() for path in files()] == [kept.name]


def test_a_disk_that_is_full_leaves_nothing_behind(files, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        storage.keep(b"document", suffix=".pdf")
    assert files() == []


def test_twenty_writers_of_the_same_bytes_make_one_file(files):
    start, kept = threading.Barrier(20), []

    def write() -> None:
        start.wait()
        kept.append(storage.keep(b"document" * 10_000, suffix=".pdf"))

    threads = [threading.Thread(target=write) for _each in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(kept)) == 1 and len(kept) == 20
    assert [file.read_bytes() for file in files()] == [b"document" * 10_000]


def test_what_no_document_names_is_removed(files):
    storage.forget(storage.keep(b"document", suffix=".pdf").name)
    assert files() == []


class TestAnObjectStorage:
    """Has no folders of a disk: a whole object or none, and another name for one that is taken."""

    @pytest.fixture
    def bucket(self, settings):
        backend = f"{InMemoryStorage.__module__}.{InMemoryStorage.__qualname__}"
        settings.STORAGES = settings.STORAGES | {"documents": {"BACKEND": backend}}
        return storage.storages["documents"]

    def test_the_same_bytes_are_kept_once(self, bucket):
        kept = storage.keep(b"document", suffix=".pdf")
        assert storage.keep(b"document", suffix=".pdf") == kept
        assert list(storage.names()) == [kept.name]
        assert storage.forget_parts(before=timezone.now()) == 0

    def test_when_another_stores_them_meanwhile_theirs_serve(self, bucket, monkeypatch):
        looked, holds = [], storage._holds

        def written_after_the_first_look(name, data):
            if looked:
                return holds(name, data)
            looked.append(name)
            bucket.save(name, ContentFile(data))
            return False

        monkeypatch.setattr(storage, "_holds", written_after_the_first_look)
        kept = storage.keep(b"document", suffix=".pdf")
        assert [kept.name] == looked == list(storage.names())

    def test_other_bytes_under_the_name_are_left_and_ours_have_another(self, bucket):
        digest = hashlib.sha256(b"document").hexdigest()
        bucket.save(f"{digest[:2]}/{digest}.pdf", ContentFile(b"docu"))
        kept = storage.keep(b"document", suffix=".pdf")
        with bucket.open(kept.name) as file:
            assert file.read() == b"document"
