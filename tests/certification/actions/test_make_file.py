"""The file is made from the frozen wording alone: killed anywhere, run again, twice at once, it is made once."""

import hashlib
import io
import threading
from datetime import timedelta
from unittest.mock import Mock, patch

import pytest
from django.db import connection
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pypdf import PdfReader

from accounts.models import LogEntry
from certification import storage, tasks
from certification.actions.make_again import make_again
from certification.actions.make_file import make_file
from certification.formats import PDF
from certification.formats.signature import TimestampMissing
from certification.keys import key_in_use
from certification.models import Credential, SigningKey


class Killed(BaseException):
    """The worker is no more."""


def lines(credential, verb):
    return LogEntry.objects.about(credential).filter(verb=verb).count()


@pytest.mark.django_db
class TestMakeFile:
    def test_it_stores_the_file_under_its_hash_and_issues(self, pending, files):
        assert make_file(credential=pending)
        pending.refresh_from_db()
        [file] = files()
        assert hashlib.sha256(file.read_bytes()).hexdigest() == pending.sha256 == file.stem
        assert pending.status == "issued"
        assert pending.file_bytes == file.stat().st_size
        assert pending.issued_at is not None
        assert pending.read_file() == file.read_bytes()

    def test_made_twice_it_is_made_once(self, pending, files):
        assert make_file(credential=pending)
        assert not make_file(credential=pending)  # with the state it had in memory
        assert not tasks.make_file(pending.pk)
        assert len(files()) == 1
        assert lines(pending, "credential.issued") == 1

    def test_killed_after_rendering_nothing_is_lost(self, pending, files):
        with patch.object(storage, "keep", side_effect=Killed), pytest.raises(Killed):
            make_file(credential=pending)
        assert files() == []
        number = pending.number
        assert tasks.make_file(pending.pk)
        pending.refresh_from_db()
        assert (pending.status, pending.number, len(files())) == ("issued", number, 1)

    def test_killed_after_storing_the_same_file_serves(self, pending, files):
        with patch("certification.actions.make_file._issue", side_effect=Killed), pytest.raises(Killed):
            make_file(credential=pending)
        [left] = files()
        assert tasks.make_file(pending.pk)
        assert files() == [left]
        assert lines(pending, "credential.issued") == 1

    def test_made_again_a_day_later_the_signature_is_of_the_first_day(self, pending, files, monkeypatch):
        """Its key and its moment were fixed: the orphan and its remake are one file, whatever happened meanwhile."""
        with patch("certification.actions.make_file._issue", side_effect=Killed), pytest.raises(Killed):
            make_file(credential=pending)
        [left] = files()
        SigningKey.objects.update(retired_at=timezone.now())
        tomorrow = timezone.now() + timedelta(days=1)
        monkeypatch.setattr("certification.actions.make_file.timezone.now", lambda: tomorrow)
        assert tasks.make_file(pending.pk)
        pending.refresh_from_db()
        assert files() == [left]
        assert pending.issued_at < tomorrow
        assert SigningKey.objects.get() == pending.signed_with

    def test_with_the_clock_set_back_it_is_not_signed_before_its_key_was_made(
        self, pending, house, monkeypatch
    ):
        key = key_in_use(house, SigningKey.Purpose.PDF)
        yesterday_but_one = timezone.now() - timedelta(days=40)
        monkeypatch.setattr("certification.actions.make_file.timezone.now", lambda: yesterday_but_one)
        assert make_file(credential=pending)
        pending.refresh_from_db()
        assert pending.issued_at == key.made_at
        [signature] = PdfFileReader(io.BytesIO(pending.read_file())).embedded_signatures
        validity = signature.signer_cert["tbs_certificate"]["validity"]
        assert validity["not_before"].native <= signature.self_reported_timestamp

    def test_a_name_with_letters_that_are_not_seen_is_printed_without_them(self, pending):
        name = "Ada\u200b Ex\u00adem\u200dple\ufeff"
        Credential.objects.update(holder_name=name, frozen=pending.frozen | {"holder": {"name": name}})
        assert tasks.make_file(pending.pk)
        pending.refresh_from_db()
        assert "Ada Exemple" in PdfReader(io.BytesIO(pending.read_file())).pages[0].extract_text()

    def test_a_name_in_arabic_waits_with_the_reason_and_is_made_under_another_spelling(
        self, pending, marie, files
    ):
        Credential.objects.update(holder_name="محمد", frozen=pending.frozen | {"holder": {"name": "محمد"}})
        assert not tasks.make_file(pending.pk)
        pending.refresh_from_db()
        assert pending.status == "pending" and files() == []
        assert "la police du document ne sait pas imprimer" in pending.problem
        number = pending.number
        make_again(credential=pending, actor=marie, holder_name="Mohammed")
        assert tasks.make_file(pending.pk)
        pending.refresh_from_db()
        assert (pending.status, pending.number) == ("issued", number)

    def test_it_is_signed_by_its_structure(self, pending, house):
        assert make_file(credential=pending)
        pending.refresh_from_db()
        [signature] = PdfFileReader(io.BytesIO(pending.read_file())).embedded_signatures
        assert signature.signer_cert.sha256.hex() == pending.signed_with.fingerprint
        assert signature.self_reported_timestamp == pending.issued_at.replace(microsecond=0)
        assert pending.number in signature.sig_object["/Reason"]
        assert house.name in signature.sig_object["/Reason"]
        assert signature.sig_object["/Reason"].startswith("Document n° ")
        [line] = LogEntry.objects.about(pending).filter(verb="credential.issued")
        assert line.payload["key"] == pending.signed_with.fingerprint

    def test_one_issued_while_it_was_rendered_is_left_alone(self, pending, files):
        def overtaken(frozen, **kwargs):
            pdf.render = PDF.render
            assert tasks.make_file(pending.pk)
            return PDF.render(frozen, **kwargs)

        stale = Credential.objects.get(pk=pending.pk)
        with patch("certification.actions.make_file.PDF") as pdf:
            pdf.suffix, pdf.render = ".pdf", overtaken
            assert not make_file(credential=stale)
        assert len(files()) == 1
        assert lines(pending, "credential.issued") == 1

    def test_another_worker_issues_the_same_bytes_while_they_are_stored(self, pending, files):
        keep = storage.keep

        def overtaken(data, **options):
            with patch.object(storage, "keep", keep):
                assert tasks.make_file(pending.pk)
            return keep(data, **options)

        with patch.object(storage, "keep", overtaken):
            assert not make_file(credential=pending)
        pending.refresh_from_db()
        assert len(files()) == 1
        assert pending.read_file(), "the file of the one that issued is not swept away"
        assert lines(pending, "credential.issued") == 1

    def test_without_its_timestamp_it_waits_for_the_next_try(self, pending, files, settings, monkeypatch):
        settings.TIMESTAMP_URL = "https://horodatage.exemple/"
        down = Mock(side_effect=TimeoutError)
        monkeypatch.setattr("certification.formats.signature.urlopen", down)
        with pytest.raises(TimestampMissing):
            tasks.make_file(pending.pk)
        pending.refresh_from_db()
        assert (pending.status, pending.problem, files()) == ("pending", "", [])
        settings.TIMESTAMP_URL = ""
        assert tasks.make_file(pending.pk)

    def test_killed_while_storing_the_half_file_is_not_trusted(self, pending, files):
        with patch("certification.actions.make_file._issue", side_effect=Killed), pytest.raises(Killed):
            make_file(credential=pending)
        [half] = files()
        data = half.read_bytes()
        half.write_bytes(data[:500])
        assert tasks.make_file(pending.pk)
        pending.refresh_from_db()
        assert pending.read_file() == data

    def test_a_name_corrected_meanwhile_is_not_overtaken(
        self, pending, files, django_capture_on_commit_callbacks
    ):
        def corrected_meanwhile(frozen, **kwargs):
            data = PDF.render(frozen, **kwargs)
            Credential.objects.filter(pk=pending.pk).update(holder_name="Ada Corrigée")
            return data

        with patch("certification.actions.make_file.PDF") as pdf:
            pdf.render, pdf.suffix = corrected_meanwhile, ".pdf"
            with django_capture_on_commit_callbacks(execute=True):
                assert not make_file(credential=pending)
        assert Credential.objects.get(pk=pending.pk).status == "pending"
        assert files() == []

    def test_a_document_that_is_gone_is_no_error(self):
        assert not tasks.make_file(0)

    def test_several_are_made_one_after_the_other(self, ready):
        pks = list(Credential.objects.pending().values_list("pk", flat=True))
        assert tasks.make_files([*pks, 0]) == 3
        assert tasks.make_files(pks) == 0


@pytest.mark.django_db
class TestAWordingThatCannotBePrinted:
    @pytest.fixture
    def emoji(self, pending):
        frozen = pending.frozen | {"holder": {"name": "Zoé 🎉"}}
        Credential.objects.filter(pk=pending.pk).update(frozen=frozen, holder_name="Zoé 🎉")
        pending.refresh_from_db()
        return pending

    def test_it_stays_pending_and_says_why(self, emoji, files):
        assert not make_file(credential=emoji)
        emoji.refresh_from_db()
        assert emoji.status == "pending"
        assert "🎉" in emoji.problem
        assert files() == []

    def test_it_says_so_once_in_the_log(self, emoji):
        make_file(credential=emoji)
        make_file(credential=emoji)
        assert lines(emoji, "credential.problem") == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_one_document(no_queue, pending, files):
    issued, start = [], threading.Barrier(2)

    def work() -> None:
        try:
            credential = Credential.objects.select_related("structure").get(pk=pending.pk)
            start.wait()
            issued.append(make_file(credential=credential))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(issued) == [False, True]
    assert len(files()) == 1
    assert lines(pending, "credential.issued") == 1
    assert Credential.objects.get(pk=pending.pk).status == "issued"
