"""Copies go after their time, and what was left half-written; certificates never do, and copies come back."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification import storage, tasks
from certification.actions.make_batch_files import make_batch_files
from certification.actions.remake_batch_files import remake_batch_files
from certification.actions.retry_batch import retry_batch
from certification.actions.run_batch import run_batch
from certification.actions.start_batch import start_batch
from certification.actions.sweep_batches import sweep_batches
from certification.actions.sweep_files import Swept, sweep_files
from certification.models import Batch, Credential
from certification.refusals import BatchMoved, MayNotIssue

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def asked(no_queue, monkeypatch):
    """Nothing is queued; what would have been is listed: (task, argument)."""
    asked = []
    for module in ("start_batch", "retry_batch", "run_batch", "sweep_batches", "remake_batch_files"):
        monkeypatch.setattr(f"certification.actions.{module}.async_task", lambda *call: asked.append(call))
    return asked


@pytest.fixture
def batch(dossier, house, val) -> Batch:
    """Ada's alone, its certificate and its files made."""
    batch = start_batch(structure=house, dossiers=[dossier.pk], title="Automne", actor=val)
    while run_batch(batch=batch):
        pass
    return with_files(batch)


def with_files(batch: Batch) -> Batch:
    batch.refresh_from_db()
    assert make_batch_files(batch=batch)
    batch.refresh_from_db()
    return batch


def in_days(days: int):
    return timezone.now() + timedelta(days=days)


@pytest.fixture
def sweep(django_capture_on_commit_callbacks):
    """A function that sweeps so many days from now."""

    def sweep(days: int) -> Swept:
        with django_capture_on_commit_callbacks(execute=True):
            return sweep_files(now=in_days(days))

    return sweep


def test_copies_stay_thirty_days_and_certificates_for_good(batch, sweep, files, settings):
    certificate = Credential.objects.of_kind("certificate").get()
    names = {batch.archive_name, batch.printable_name}
    assert batch.files_go_on == timezone.localdate(in_days(30))
    assert sweep(29) == Swept(0, 0)
    assert names <= set(storage.names())
    assert sweep(31) == Swept(0, 1)
    assert not names & set(storage.names())
    assert certificate.read_file()
    batch.refresh_from_db()
    assert (batch.archive_name, batch.printable_name, batch.awaits_files) == ("", "", False)
    assert batch.files_removed_at
    line = LogEntry.objects.get(verb="batch.files_removed")
    assert set(line.payload.values()) == names and line.structure == batch.structure
    assert sweep(32) == Swept(0, 0)


def test_how_long_is_a_setting(batch, sweep, settings):
    settings.BATCH_FILES_DAYS = 2
    assert sweep(1).batches == 0
    assert sweep(3).batches == 1


def test_files_of_before_this_was_noted_are_as_old_as_their_batch(batch, sweep):
    Batch.objects.update(files_made_at=None, done_at=timezone.now() - timedelta(days=20))
    batch.refresh_from_db()
    assert batch.files_go_on == timezone.localdate(in_days(10))
    assert sweep(9).batches == 0
    assert sweep(11).batches == 1


def test_a_file_that_a_younger_batch_has_too_stays(batch, sweep, files):
    Batch.objects.create(
        structure=batch.structure,
        title="Les mêmes",
        state="done",
        started_by=batch.started_by,
        done_at=in_days(20),
        files_made_at=in_days(20),
        archive_name=batch.archive_name,
        printable_name=batch.printable_name,
    )
    assert sweep(31).batches == 1
    assert {batch.archive_name, batch.printable_name} <= set(storage.names())


def test_another_sweep_was_faster(batch, sweep, monkeypatch):
    from certification.actions import sweep_files as sweeping

    monkeypatch.setattr(
        sweeping.Batch.objects.__class__, "files_made_before", lambda self, moment: self.all(), raising=False
    )
    Batch.objects.update(archive_name="", printable_name="")
    assert sweep(31).batches == 0
    assert not LogEntry.objects.filter(verb="batch.files_removed").exists()


def test_they_are_not_made_again_unasked(batch, sweep, asked):
    sweep(31)
    asked.clear()
    assert sweep_batches() == 0
    batch.refresh_from_db()
    assert not make_batch_files(batch=batch), "asked for before, done after"


def test_whoever_decides_has_the_same_two_made_again(
    batch, sweep, marie, asked, django_capture_on_commit_callbacks
):
    names = (batch.archive_name, batch.printable_name)
    sweep(31)
    asked.clear()
    with django_capture_on_commit_callbacks(execute=True):
        remake_batch_files(batch=batch, actor=marie)
    assert asked == [("certification.tasks.make_batch_files", batch.pk)]
    assert LogEntry.objects.get(verb="batch.files_asked").actor == marie
    assert sweep_batches() == 1, "lost, the sweep asks again"
    batch = with_files(batch)
    assert (batch.archive_name, batch.printable_name) == names
    assert batch.files_go_on == timezone.localdate(in_days(30))
    assert sweep(29).batches == 0


def test_a_second_click_or_somebody_else_changes_nothing(batch, sweep, val, grace):
    with pytest.raises(BatchMoved):
        remake_batch_files(batch=batch, actor=val)
    sweep(31)
    with pytest.raises(MayNotIssue):
        remake_batch_files(batch=batch, actor=grace)
    remake_batch_files(batch=batch, actor=val)
    with pytest.raises(BatchMoved):
        remake_batch_files(batch=batch, actor=val)


def test_tried_again_after_they_were_removed_it_has_files_at_its_end(batch, sweep, val):
    sweep(31)
    batch.items.update(state="refused", reason="Une pièce manque.")
    retry_batch(batch=batch, actor=val)
    while run_batch(batch=batch):
        pass
    assert with_files(batch).archive_name


def test_what_a_killed_writer_left_goes_after_an_hour(documents, files):
    half = documents / storage.PARTS / "abc"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"%PDF-1.")
    assert tasks.sweep_files() == "0 half-written, 0 batches"
    assert half.exists()
    old = (timezone.now() - timedelta(hours=2)).timestamp()
    os.utime(half, (old, old))
    assert tasks.sweep_files() == "1 half-written, 0 batches"
    assert files() == []
