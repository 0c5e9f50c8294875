"""Certificates issued together: each once, whatever is killed, paused or sent twice."""

import io
import threading
import zipfile

import pytest
from django.db import connection
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import LogEntry
from certification import tasks
from certification.actions import run_batch as running
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.decide_dossier import decide_dossier
from certification.actions.make_batch_files import make_batch_files
from certification.actions.pause_batch import pause_batch
from certification.actions.resume_batch import resume_batch
from certification.actions.retry_batch import retry_batch
from certification.actions.run_batch import run_batch
from certification.actions.start_batch import start_batch
from certification.actions.sweep_batches import sweep_batches
from certification.models import Batch, Credential, Dossier
from certification.refusals import BatchMoved, MayNotIssue, NothingToIssue, TooMany
from learning.models import Enrolment

pytestmark = pytest.mark.django_db

NAMES = ("Ada O’Brien-Éloïse", "Bô Nguyễn", "Chloé d’Arc", "Driss Ben Ali", "Élise Œuvre")


@pytest.fixture
def quiet(monkeypatch):
    """Nothing is queued; what would have been is listed: (task, argument)."""
    asked = []
    for module in (
        *("start_batch", "resume_batch", "retry_batch", "run_batch", "sweep_batches"),
        *("grant_certificate", "grant_attestations", "make_file"),
    ):
        monkeypatch.setattr(f"certification.actions.{module}.async_task", lambda *call: asked.append(call))
    monkeypatch.setattr("certification.tasks.async_task", lambda *call: asked.append(call))
    return asked


@pytest.fixture
def dossiers(quiet, house, modules, version, make_person, finish) -> list[Dossier]:
    """Five people's, which wait."""
    found = []
    for number, name in enumerate(NAMES):
        person = make_person(f"p{number}", house, "learner")
        person.display_name = name
        person.save()
        for module in modules:
            finish(person, module)
        found.append(apply_for_certificate(version=version, actor=person))
    return found


@pytest.fixture
def start(house, val):
    def start(dossiers, actor=val, structure=house) -> Batch:
        pks = [one.pk for one in dossiers]
        return start_batch(structure=structure, dossiers=pks, title="Session d’automne", actor=actor)

    return start


def run_to_the_end(batch: Batch, step: int = 2) -> int:
    steps = 0
    while run_batch(batch=batch, step=step):
        steps += 1
        assert steps < 30
    batch.refresh_from_db()
    return steps


def ranks() -> list[int]:
    numbers = Credential.objects.of_kind("certificate").values_list("number", flat=True)
    return sorted(int(number.rpartition("-")[2]) for number in numbers)


def assert_each_once(count: int, files) -> None:
    """So many certificates, numbered from 1 without a gap, each with its file and its line."""
    certificates = Credential.objects.of_kind("certificate")
    assert ranks() == list(range(1, count + 1))
    assert all(one.status == "issued" and one.read_file() for one in certificates)
    for verb in ("dossier.validated", "dossier.issued"):
        assert LogEntry.objects.filter(verb=verb).count() == count
    names = {path.name for path in files()}
    assert {one.file_name.rpartition("/")[2] for one in certificates} <= names


class TestStart:
    def test_it_takes_the_chosen_dossiers_once(
        self, dossiers, start, val, quiet, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            batch = start(dossiers)
        assert quiet == [("certification.tasks.run_batch", batch.pk)]
        assert batch.progress().waiting == 5
        assert batch.started_by == val
        with pytest.raises(NothingToIssue):
            start(dossiers)
        assert Batch.objects.count() == 1
        line = LogEntry.objects.get(verb="batch.started")
        assert (line.actor, line.payload) == (val, {"dossiers": 5})

    def test_only_who_decides_starts_one(
        self, dossiers, start, house, other_house, make_person, grace, linus
    ):
        stranger = make_person("eve", other_house, "manager")
        for person in (grace, linus, stranger, dossiers[0].candidate):
            with pytest.raises(MayNotIssue):
                start(dossiers, actor=person)
        # With a right elsewhere, one takes nothing from here.
        with pytest.raises(NothingToIssue):
            start(dossiers, actor=stranger, structure=other_house)
        assert not Batch.objects.exists()

    def test_it_holds_five_hundred_at_most(self, house, val):
        with pytest.raises(TooMany, match="500"):
            start_batch(structure=house, dossiers=range(501), title="", actor=val)
        with pytest.raises(NothingToIssue):
            start_batch(structure=house, dossiers=range(500), title="", actor=val)

    def test_it_leaves_out_what_was_decided_otherwise(self, dossiers, start, marie):
        decide_dossier(dossier=dossiers[0], actor=marie, verdict="refuse", reason="Une pièce manque.")
        assert start(dossiers).progress().waiting == 4


class TestRun:
    def test_each_is_decided_granted_made_and_told_in_the_name_of_who_started(
        self, dossiers, start, files, val, quiet
    ):
        batch = start(dossiers)
        assert run_to_the_end(batch) >= 3
        assert_each_once(5, files)
        assert batch.state == Batch.State.DONE and batch.done_at
        assert (batch.progress().issued, batch.progress().percent) == (5, 100)
        assert set(Dossier.objects.values_list("state", "decided_by")) == {("issued", val.pk)}
        assert LogEntry.objects.get(verb="batch.done").payload == {"issued": 5, "refused": 0}
        assert not run_batch(batch=batch)
        assert LogEntry.objects.filter(verb="batch.done").count() == 1

    def test_what_a_rule_refuses_keeps_its_reason_and_stops_nobody(self, dossiers, start, house, files, val):
        Enrolment.objects.filter(learner=dossiers[1].candidate, module_code="GOUV").update(completed_at=None)
        Dossier.objects.filter(pk=dossiers[2].pk).update(candidate=val)  # their own
        batch = start(dossiers)
        run_to_the_end(batch)
        reasons = dict(batch.items.filter(state="refused").values_list("dossier", "reason"))
        assert set(reasons) == {dossiers[1].pk, dossiers[2].pk}
        assert "module" in reasons[dossiers[1].pk]
        assert "votre propre dossier" in reasons[dossiers[2].pk]
        assert_each_once(3, files)
        states = dict(Dossier.objects.values_list("pk", "state"))
        assert states[dossiers[1].pk] == states[dossiers[2].pk] == "submitted"

    def test_damaged_data_stops_nobody(self, dossiers, start, monkeypatch):
        decide = running.decide_dossier

        def fragile(*, dossier, actor, verdict):
            if dossier.pk == dossiers[0].pk:
                raise ValueError("damaged")
            return decide(dossier=dossier, actor=actor, verdict=verdict)

        monkeypatch.setattr(running, "decide_dossier", fragile)
        batch = start(dossiers)
        run_to_the_end(batch)
        assert (batch.progress().issued, batch.progress().refused) == (4, 1)
        assert "imprévu" in batch.items.get(state="refused").reason

    def test_a_role_lost_meanwhile_decides_nothing_more(self, dossiers, start, val):
        batch = start(dossiers)
        run_batch(batch=batch, step=2)
        val.memberships.update(since="2020-01-01", until="2020-12-31")
        run_to_the_end(batch)
        assert (batch.progress().issued, batch.progress().refused) == (2, 3)

    def test_a_dossier_validated_before_only_gets_its_file(self, dossiers, start, marie, files):
        decide_dossier(dossier=dossiers[0], actor=marie, verdict="validate")
        batch = start(dossiers)
        run_to_the_end(batch)
        assert_each_once(5, files)
        assert Dossier.objects.get(pk=dossiers[0].pk).decided_by == marie

    def test_a_file_that_the_queue_made_meanwhile_is_noted_and_one_in_hand_waits(
        self, dossiers, start, monkeypatch
    ):
        batch = start(dossiers[:2])
        run_batch(batch=batch)
        first, _second = batch.items.order_by("pk")
        tasks.make_file(first.credential_id)
        # The name is being corrected: this try makes nothing, and nothing is wrong.
        monkeypatch.setattr(running, "make_file", lambda *, credential: False)
        assert run_batch(batch=batch)
        assert list(batch.items.order_by("pk").values_list("state", flat=True)) == ["issued", "granted"]

    def test_the_worker_asks_for_the_next_step_until_the_end(self, dossiers, start, quiet, monkeypatch):
        monkeypatch.setattr(running, "STEP", 2)
        batch = start(dossiers)
        quiet.clear()
        assert tasks.run_batch(batch.pk)
        assert ("certification.tasks.run_batch", batch.pk) in quiet
        run_to_the_end(batch)
        quiet.clear()
        assert not tasks.run_batch(batch.pk)
        assert not tasks.run_batch(987654)
        assert not tasks.make_batch_files(987654)
        assert quiet == []


class Killed(BaseException):
    """The worker ends here and now."""


class TestKilled:
    @pytest.mark.parametrize("after", range(1, 12))
    @pytest.mark.django_db(transaction=True)
    def test_anywhere_each_is_issued_once(self, dossiers, start, files, monkeypatch, after):
        """Killed at each of the places where something was just kept, then run again."""
        batch, steps = start(dossiers[:3]), 0

        def tick() -> None:
            nonlocal steps
            steps += 1
            if steps == after:
                raise Killed

        places = (
            ("certification.actions.run_batch", "decide_dossier", "before"),
            ("certification.actions.grant_certificate", "take_number", "after"),
            ("certification.storage", "keep", "after"),
            ("certification.actions.make_file", "issue_dossier", "after"),
        )
        for module, name, when in places:
            monkeypatch.setattr(f"{module}.{name}", ticking(_find(module, name), tick, when))
        with pytest.raises(Killed):
            run_to_the_end(batch, step=1)
        run_to_the_end(batch, step=1)
        assert_each_once(3, files)
        assert batch.progress().issued == 3

    @pytest.mark.django_db(transaction=True)
    def test_two_workers_at_once_issue_each_once(self, dossiers, start, files):
        batch, start_line, failures = start(dossiers), threading.Barrier(2), []

        def work() -> None:
            try:
                start_line.wait()
                run_to_the_end(Batch.objects.select_related("structure").get(pk=batch.pk), step=1)
            except Exception as failure:
                failures.append(failure)
            finally:
                connection.close()

        threads = [threading.Thread(target=work) for _worker in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        # One may have ended while the other was making the last file.
        run_to_the_end(batch)
        assert_each_once(5, files)
        assert LogEntry.objects.filter(verb="batch.done").count() == 1

    def test_the_sweep_goes_on_with_what_a_lost_worker_left(self, dossiers, start, quiet):
        batch = start(dossiers)
        quiet.clear()
        assert sweep_batches() == 1
        assert quiet == [("certification.tasks.run_batch", batch.pk)]
        run_to_the_end(batch)
        quiet.clear()
        assert tasks.sweep_batches() == "1 batches"
        assert quiet == [("certification.tasks.make_batch_files", batch.pk)]
        assert tasks.make_batch_files(batch.pk)
        assert sweep_batches() == 0


def _find(module, name):
    from importlib import import_module

    return getattr(import_module(module), name)


def ticking(function, tick, when):
    """The function, which ticks before or after what it does."""

    def ticked(*args, **kwargs):
        if when == "before":
            tick()
        result = function(*args, **kwargs)
        if when == "after":
            tick()
        return result

    return ticked


class TestPause:
    def test_in_the_middle_nothing_more_is_decided_until_it_is_resumed(
        self, dossiers, start, marie, files, quiet
    ):
        batch = start(dossiers)
        run_batch(batch=batch, step=2)
        assert pause_batch(batch=batch, actor=marie).state == Batch.State.PAUSED
        run_to_the_end(batch)
        progress = batch.progress()
        assert (progress.issued, progress.waiting) == (2, 3), "what was granted is made, the rest waits"
        assert batch.state == Batch.State.PAUSED
        assert sweep_batches() == 0
        assert resume_batch(batch=batch, actor=marie).state == Batch.State.RUNNING
        run_to_the_end(batch)
        assert_each_once(5, files)

    def test_between_two_dossiers_of_a_step_it_stops(self, dossiers, start, marie, monkeypatch):
        batch = start(dossiers)
        decide = running.decide_dossier

        def pausing(**kwargs):
            found = decide(**kwargs)
            pause_batch(batch=batch, actor=marie)
            return found

        monkeypatch.setattr(running, "decide_dossier", pausing)
        run_batch(batch=batch, step=5)
        assert (batch.progress().granted, batch.progress().waiting) == (1, 4)
        assert sweep_batches() == 1, "what was granted is looked after"

    def test_a_second_click_or_somebody_else_changes_nothing(self, dossiers, start, val, grace):
        batch = start(dossiers)
        for verb in (pause_batch, resume_batch, retry_batch):
            with pytest.raises(MayNotIssue):
                verb(batch=batch, actor=grace)
        for verb in (resume_batch, retry_batch):
            with pytest.raises(BatchMoved):
                verb(batch=batch, actor=val)
        pause_batch(batch=batch, actor=val)
        with pytest.raises(BatchMoved):
            pause_batch(batch=batch, actor=val)


class TestRetry:
    def test_only_what_failed_is_tried_again_under_the_next_numbers(
        self, dossiers, start, marie, val, files, quiet
    ):
        lacking = Enrolment.objects.filter(learner=dossiers[1].candidate, module_code="GOUV")
        finished = lacking.get().completed_at
        lacking.update(completed_at=None)
        batch = start(dossiers)
        run_to_the_end(batch)
        assert make_batch_files(batch=batch)
        batch.refresh_from_db()
        first = batch.archive_name
        lacking.update(completed_at=finished)
        assert retry_batch(batch=batch, actor=marie) == 1
        assert batch.progress().waiting == 1
        run_to_the_end(batch)
        assert_each_once(5, files)
        assert Dossier.objects.get(pk=dossiers[1].pk).decided_by == marie
        assert make_batch_files(batch=batch)
        batch.refresh_from_db()
        assert batch.archive_name != first

    def test_a_name_that_could_not_be_printed_is_made_once_corrected(self, dossiers, start, val, files):
        person = dossiers[0].candidate
        person.display_name = "Ada 🎉"
        person.save()
        batch = start(dossiers)
        run_to_the_end(batch)
        [failed] = batch.items.filter(state="refused")
        assert "🎉" in failed.reason
        from certification.actions.make_again import make_again

        credential = Credential.objects.select_related("structure", "holder").get(pk=failed.credential_id)
        make_again(credential=credential, actor=val, holder_name="Ada O’Brien")
        retry_batch(batch=batch, actor=val)
        run_to_the_end(batch)
        assert_each_once(5, files)
        assert batch.progress().issued == 5

    @pytest.mark.django_db(transaction=True)
    def test_the_files_of_the_first_time_are_removed(self, dossiers, start, val, files):
        Enrolment.objects.filter(learner=dossiers[1].candidate, module_code="GOUV").update(completed_at=None)
        batch = start(dossiers)
        run_to_the_end(batch)
        make_batch_files(batch=batch)
        assert [path.suffix for path in files()].count(".zip") == 1
        retry_batch(batch=batch, actor=val)
        assert [path.suffix for path in files()] == [".pdf"] * 4


class TestFiles:
    @pytest.fixture
    def done(self, dossiers, start) -> Batch:
        batch = start(dossiers)
        run_to_the_end(batch)
        return batch

    def test_one_archive_of_the_very_files_and_one_to_print(self, done, files):
        assert make_batch_files(batch=done)
        done.refresh_from_db()
        folder = next(path for path in files() if path.as_posix().endswith(done.archive_name))
        with zipfile.ZipFile(io.BytesIO(folder.read_bytes())) as archive:
            issued = {
                f"{one.number}.pdf": one.read_file() for one in Credential.objects.of_kind("certificate")
            }
            assert {name: archive.read(name) for name in archive.namelist()} == issued
            assert archive.namelist() == sorted(issued)
        sheets = next(path for path in files() if path.as_posix().endswith(done.printable_name))
        bound = PdfReader(sheets)
        assert len(bound.pages) == 5
        assert "O’Brien-Éloïse" in bound.pages[0].extract_text()
        assert not make_batch_files(batch=done), "once"
        assert LogEntry.objects.filter(verb="batch.files").count() == 1

    def test_killed_while_they_are_made_the_next_try_makes_the_same(self, done, files, monkeypatch):
        from certification import storage

        keep, calls = storage.keep, []

        def dying(data, *, suffix):
            calls.append(keep(data, suffix=suffix).name)
            raise Killed

        monkeypatch.setattr(storage, "keep", dying)
        with pytest.raises(Killed):
            make_batch_files(batch=done)
        monkeypatch.setattr(storage, "keep", keep)
        before = len(files())
        assert make_batch_files(batch=done)
        done.refresh_from_db()
        assert done.archive_name == calls[0]
        assert len(files()) == before + 1, "the printable file; the archive was there"

    def test_a_batch_under_way_or_started_again_meanwhile_has_none(self, done, dossiers):
        stale = Batch.objects.select_related("structure").get(pk=done.pk)
        Batch.objects.filter(pk=done.pk).update(state="running", done_at=None)
        assert not make_batch_files(batch=stale)
        assert not make_batch_files(batch=Batch.objects.get(pk=done.pk))

    def test_what_was_made_of_a_batch_started_again_meanwhile_is_forgotten(
        self, done, files, django_capture_on_commit_callbacks
    ):
        before = files()
        Batch.objects.filter(pk=done.pk).update(done_at=timezone.now())
        with django_capture_on_commit_callbacks(execute=True):
            assert not make_batch_files(batch=done)
        assert files() == before
        done.refresh_from_db()
        late = Batch.objects.select_related("structure").get(pk=done.pk)
        assert make_batch_files(batch=done)
        with django_capture_on_commit_callbacks(execute=True):
            assert not make_batch_files(batch=late)
        assert len(files()) == len(before) + 2, "two at once: those that the first one made stay"

    def test_a_lost_file_is_said_and_the_others_are_given(self, done, files):
        lost = Credential.objects.of_kind("certificate").order_by("pk")
        next(path for path in files() if lost[0].file_name in path.as_posix()).unlink()
        assert make_batch_files(batch=done)
        assert "perdu" in done.items.get(state="refused").reason
        for path in files():
            path.unlink()
        Batch.objects.update(archive_name="")
        done.refresh_from_db()
        assert not make_batch_files(batch=done)
