"""Files are kept under their hash, each once."""

import hashlib

from django.core.files.base import ContentFile

from certification import storage


def test_the_name_is_the_hash(files):
    kept = storage.keep(b"document", suffix=".pdf")
    digest = hashlib.sha256(b"document").hexdigest()
    assert (kept.sha256, kept.size, kept.name) == (digest, 8, f"{digest[:2]}/{digest}.pdf")
    assert [file.read_bytes() for file in files()] == [b"document"]


def test_the_same_bytes_are_kept_once(files):
    assert storage.keep(b"document", suffix=".pdf") == storage.keep(b"document", suffix=".pdf")
    assert len(files()) == 1


def test_when_another_stores_them_meanwhile_theirs_serve(files, monkeypatch):
    looked, holds = [], storage._holds

    def written_after_the_first_look(name, data):
        if looked:
            return holds(name, data)
        looked.append(name)
        storage.storages["documents"].save(name, ContentFile(data))
        return False

    monkeypatch.setattr(storage, "_holds", written_after_the_first_look)
    kept = storage.keep(b"document", suffix=".pdf")
    assert kept.name == looked[0]
    assert [file.stem for file in files()] == [kept.sha256]


def test_a_half_file_is_not_trusted_nor_touched(files, documents):
    digest = hashlib.sha256(b"document").hexdigest()
    half = documents / digest[:2] / f"{digest}.pdf"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"docu")
    kept = storage.keep(b"document", suffix=".pdf")
    assert (documents / kept.name).read_bytes() == b"document"
    assert half.read_bytes() == b"docu"


def test_what_no_document_names_is_removed(files):
    storage.forget(storage.keep(b"document", suffix=".pdf").name)
    assert files() == []
