"""The copy of one's data: asked once, made once, private, deleted after its time."""

import io
import json
import tracemalloc
import zipfile
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import models
from django.utils import timezone

from accounts import tasks
from accounts.actions import make_archive as making
from accounts.actions.ask_archive import ask_archive
from accounts.actions.erase import erase
from accounts.actions.make_archive import LEASE, make_archive
from accounts.actions.sweep_archives import PATIENCE
from accounts.archives import write_archive
from accounts.models import Archive, LogEntry, Membership, User
from accounts.privacy import Held, HeldFile, HeldInRoom, Holding, Room, held_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(monkeypatch):
    """What was handed to the worker, which does nothing of it."""
    found = []
    for verb in ("ask_archive", "sweep_archives"):
        monkeypatch.setattr(f"accounts.actions.{verb}.async_task", lambda *args: found.append(args))
    return found


@pytest.fixture
def archive(zoe, queued) -> Archive:
    return ask_archive(person=zoe)


def opened(archive) -> zipfile.ZipFile:
    with storages["work"].open(archive.file_name) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def test_a_double_click_asks_once(zoe, queued, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = ask_archive(person=zoe)
        assert ask_archive(person=zoe) == first
    assert queued == [("accounts.tasks.make_archive", first.pk)]
    assert LogEntry.objects.about(first).count() == 1


def test_it_is_made_once_and_its_person_is_told(archive, mailoutbox):
    assert tasks.make_archive(archive.pk)
    assert not tasks.make_archive(archive.pk)
    archive.refresh_from_db()
    assert archive.state == "ready"
    assert archive.file_bytes == storages["work"].size(archive.file_name)
    assert archive.expires_at - archive.ready_at == making.KEPT
    (letter,) = mailoutbox
    assert "/mes-donnees/" in letter.body
    assert archive.token not in letter.body
    zipped = opened(archive)
    assert zipped.testzip() is None
    account = json.loads(zipped.read("donnees/compte/compte.json"))
    assert account[0]["email"] == "zoe@exemple.fr"
    assert "password" not in account[0]
    page = zipped.read("index.html").decode()
    assert "Zoé O’Brien-Éloïse" in page
    assert 'lang="fr"' in page
    assert "https://" not in page


def test_a_name_with_an_apostrophe_and_a_bee_is_read_as_written(queued):
    person = User.objects.create_user("obrien@exemple.fr", display_name="O'Brien-Éloïse 🐝 <b>")
    archive = ask_archive(person=person)
    assert make_archive(archive=archive)
    zipped = opened(archive)
    assert json.loads(zipped.read("donnees/compte/compte.json"))[0]["display_name"] == person.display_name
    assert "O&#x27;Brien-Éloïse 🐝 &lt;b&gt;" in zipped.read("index.html").decode()


def test_a_worker_that_holds_it_is_left_alone_and_one_that_was_killed_is_not(archive):
    Archive.objects.update(taken_at=timezone.now())
    assert not make_archive(archive=archive)
    Archive.objects.update(taken_at=timezone.now() - LEASE - timedelta(seconds=1))
    half = storages["work"].save(f"archives/{archive.token}.zip", ContentFile(b"half"))
    assert make_archive(archive=archive)
    assert archive.file_name == half, "one file, under the same name"


def test_whoever_closed_their_account_meanwhile_gets_none(archive, zoe, monkeypatch):
    real = making.write_archive

    def close_meanwhile(*args, **kwargs):
        real(*args, **kwargs)
        erase(person=zoe, actor=zoe)

    monkeypatch.setattr(making, "write_archive", close_meanwhile)
    assert not make_archive(archive=archive)
    assert not storages["work"].exists(f"archives/{archive.token}.zip")
    assert not tasks.make_archive(archive.pk)


def test_the_page_learns_how_far_it_is(archive, monkeypatch):
    monkeypatch.setattr(making, "TELL_SECONDS", -1)
    told = []
    monkeypatch.setattr(models.QuerySet, "update", spy(models.QuerySet.update, told))
    assert make_archive(archive=archive)
    done = [one["done"] for one in told if one.keys() == {"done"}]
    assert done == sorted(done)
    assert len(done) > 1


def spy(real, told):
    def update(self, **fields):
        told.append(fields)
        return real(self, **fields)

    return update


def test_past_its_time_it_goes_with_its_file_and_what_is_lost_is_asked_again(archive, zoe, queued):
    make_archive(archive=archive)
    other = ask_archive(person=zoe)
    assert tasks.sweep_archives() == "0 deleted, 0 asked for again"
    Archive.objects.filter(pk=other.pk).update(asked_at=timezone.now() - PATIENCE * 2)
    Archive.objects.filter(pk=archive.pk).update(expires_at=timezone.now())
    queued.clear()
    assert tasks.sweep_archives() == "1 deleted, 1 asked for again"
    assert queued == [("accounts.tasks.make_archive", other.pk)]
    assert not storages["work"].exists(archive.file_name)
    Archive.objects.filter(pk=other.pk).update(taken_at=timezone.now())
    assert tasks.sweep_archives() == "0 deleted, 0 asked for again"


def test_how_far_it_is_is_never_the_end_before_it_is_ready():
    assert [Archive(total=total, done=done).percent for total, done in ((0, 0), (4, 1), (4, 4))] == [
        0,
        25,
        99,
    ]


class TestWriting:
    def room(self, **fields) -> HeldInRoom:
        given = {
            "slug": "roles",
            "label": "Rôles",
            "until": "toujours",
            "rows": lambda person: Membership.objects.held_by(person).order_by("pk"),
        } | fields
        holding = Holding(**given)
        return HeldInRoom(Room(slug="x", label="X", holdings=(holding,), forget=print), [Held(holding, 1)], 0)

    def write(self, person, room):
        into = io.BytesIO()
        write_archive(into, person=person, rooms=[room], tell=lambda done: None)
        return zipfile.ZipFile(into)

    @pytest.fixture
    def member(self, zoe, house):
        Membership.objects.create(user=zoe, structure=house, role="learner", until="2030-01-31")
        return zoe

    def test_files_are_there_as_they_were_and_one_that_is_lost_says_so(self, member):
        stored = storages["work"].save("travaux/x", ContentFile(b"\x00\xff bytes"))
        room = self.room(
            files=lambda row: [
                HeldFile("Mon devoir.pdf", "work", stored),
                HeldFile("Mon devoir.pdf", "work", "gone"),
                HeldFile("../x", "work", ""),
            ]
        )
        zipped = self.write(member, room)
        assert zipped.read("fichiers/Mon devoir.pdf") == b"\x00\xff bytes"
        assert "n’a pas pu être lu" in zipped.read("fichiers/Mon devoir (2).pdf.perdu.txt").decode()
        [row] = json.loads(zipped.read("donnees/x/roles.json"))
        assert row["files"] == ["fichiers/Mon devoir.pdf", "fichiers/Mon devoir (2).pdf", "fichiers/_x"]
        assert 'href="fichiers/Mon%20devoir.pdf"' in zipped.read("index.html").decode()

    def test_people_are_oneself_or_another_and_houses_have_their_name(self, member, house):
        zipped = self.write(member, self.room(heading="role", more=lambda row: {"bravo": "un mot"}))
        [row] = json.loads(zipped.read("donnees/x/roles.json"))
        assert (row["user_id"], row["structure_id"], row["bravo"]) == ("self", house.name, "un mot")
        page = zipped.read("index.html").decode()
        assert "31 janvier 2030" in page
        assert "Apprentissage" in page
        assert "un mot" in page

    def test_a_role_that_somebody_else_holds_is_anothers(self, member, house, grace):
        room = self.room(rows=lambda person: Membership.objects.filter(user=grace))
        [row] = json.loads(self.write(member, room).read("donnees/x/roles.json"))
        assert row["user_id"] == "other"

    def test_memory_stays_flat(self, zoe, house):
        LogEntry.objects.append_many(
            structure=None, lines=[(zoe, "x", zoe, {"n": number, "t": "x" * 400}) for number in range(4000)]
        )
        rooms = held_of(zoe)
        self.write(zoe, rooms[0])  # what is loaded once
        tracemalloc.start()
        with open("/dev/null", "wb") as nowhere:
            write_archive(nowhere, person=zoe, rooms=rooms[:1], tell=lambda done: None)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert most < 6_000_000
