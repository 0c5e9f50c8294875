"""Batches of certificates in the administration, for those who decide, in their house and nowhere else."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.make_batch_files import make_batch_files
from certification.actions.run_batch import run_batch
from certification.actions.start_batch import start_batch
from certification.actions.sweep_files import sweep_files
from certification.models import Batch, Credential, Dossier
from learning.models import Enrolment

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    """What the page says, without what every page of the administration says."""
    main = response.content.decode().rpartition("<main")[2]
    messages = re.findall(r"data-w-messages-target.*?</template>", response.content.decode(), re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", main + " ".join(messages)).replace("\u00a0", " ").split())


@pytest.fixture(autouse=True)
def by_hand(no_queue, monkeypatch):
    """Nothing is queued: a step is done when the test says so."""
    for module in ("start_batch", "resume_batch", "retry_batch", "run_batch", "remake_batch_files"):
        monkeypatch.setattr(f"certification.actions.{module}.async_task", lambda *call: None)


@pytest.fixture
def eve(other_house, make_person):
    """Manages another house."""
    return make_person("eve", other_house, "manager")


@pytest.fixture
def crowd(house, modules, version, make_person, finish):
    """A function that gives so many people a dossier each, which waits."""

    def crowd(count: int) -> list[Dossier]:
        found = []
        for number in range(count):
            person = make_person(f"p{Dossier.objects.count()}", house, "learner")
            person.display_name = f"Zoé O’Brien-Éloïse {number}"
            person.save()
            for module in modules:
                finish(person, module)
            found.append(apply_for_certificate(version=version, actor=person))
        return found

    return crowd


@pytest.fixture
def batch(dossier, crowd, house, val) -> Batch:
    """Ada's and two others', just started; one of them lacks a module."""
    others = crowd(2)
    Enrolment.objects.filter(learner=others[1].candidate, module_code="GOUV").update(completed_at=None)
    pks = [dossier.pk, *(one.pk for one in others)]
    return start_batch(structure=house, dossiers=pks, title="Session d’automne", actor=val)


@pytest.fixture
def done(batch) -> Batch:
    while run_batch(batch=batch):
        pass
    batch.refresh_from_db()
    make_batch_files(batch=batch)
    batch.refresh_from_db()
    return batch


def test_from_the_queue_to_a_batch(dossier, crowd, version, val, client_of):
    crowd(2)
    browser = client_of(val)
    queue = browser.get("/admin/dossiers/").content.decode()
    assert "/admin/lots/nouveau/" in queue and "Délivrer en lot" in queue
    assert "3 dossiers" in text_of(browser.get("/admin/lots/nouveau/"))
    address = f"/admin/lots/nouveau/?scheme={version.scheme_id}"
    choice = browser.get(address).content.decode()
    assert choice.count('type="checkbox" name="dossier"') == choice.count(" checked ") == 3
    chosen = list(Dossier.objects.values_list("pk", flat=True))
    sent = {"scheme": version.scheme_id, "title": "Automne", "dossier": chosen}
    reply = browser.post(address, sent, follow=True)
    assert "Le lot est lancé" in text_of(reply)
    assert "0 sur 3 (0 %)" in text_of(reply)
    assert Batch.objects.get().title == "Automne"
    # Sent twice, from a page left open.
    assert "Rien n’a été lancé" in text_of(browser.post(address, sent))
    assert Batch.objects.count() == 1


def test_a_dossier_that_lacks_something_is_not_ticked_and_one_s_own_is_not_there(
    dossier, ready, crowd, version, appoint, client_of
):
    [other] = crowd(1)
    Enrolment.objects.filter(learner=other.candidate, module_code="GOUV").update(completed_at=None)
    appoint(ready, "validator")
    page = client_of(ready).get(f"/admin/lots/nouveau/?scheme={version.scheme_id}")
    assert page.content.decode().count('name="dossier"') == 1
    assert " checked " not in page.content.decode()
    assert "2 / 3" in text_of(page)


def test_what_a_jury_decides_is_not_offered(dossier, version, val, client_of):
    type(version).objects.update(
        requirements=version.requirements
        | {"decision": {"by": "jury", "quorum": 3, "criteria": [{"code": "a", "label": "Clarté"}]}}
    )
    page = client_of(val).get(f"/admin/lots/nouveau/?scheme={version.scheme_id}")
    assert "Aucun dossier de ce certificat ne peut être délivré en lot" in text_of(page)


@pytest.mark.parametrize("nonsense", ["x", "²", "99999999999999999999", "987654", "-1"])
def test_a_certificate_that_does_not_exist_is_not_found(nonsense, dossier, val, client_of):
    assert client_of(val).get("/admin/lots/nouveau/", {"scheme": nonsense}).status_code == 404


def test_nothing_ticked_starts_nothing(dossier, version, val, client_of):
    sent = {"scheme": version.scheme_id, "dossier": ["x", "²", "9" * 30]}
    assert "Rien n’a été lancé" in text_of(client_of(val).post("/admin/lots/nouveau/", sent))
    assert "Pour quel certificat" in text_of(client_of(val).post("/admin/lots/nouveau/", {}))
    assert not Batch.objects.exists()


class TestThePage:
    def test_it_says_how_far_it_is_and_asks_again_while_it_goes_on(self, batch, val, client_of):
        browser = client_of(val)
        page = browser.get(f"/admin/lots/{batch.pk}/").content.decode()
        assert 'value="0" max="3"' in page
        assert 'hx-trigger="every 3s"' in page
        assert "django_htmx/htmx-2" in page
        assert "Voir où il en est" in page, "without a script too"
        run_batch(batch=batch)
        part = browser.get(f"/admin/lots/{batch.pk}/avancement/")
        assert "1 sur 3 (33 %)" in text_of(part)
        assert "<html" not in part.content.decode()

    def test_done_it_asks_no_more_and_tells_what_failed(self, done, val, client_of):
        page = client_of(val).get(f"/admin/lots/{done.pk}/")
        assert "hx-trigger" not in page.content.decode()
        assert "3 sur 3 (100 %)" in text_of(page)
        assert "Zoé O’Brien-Éloïse 1" in text_of(page)
        assert "Il manque encore" in text_of(page)
        assert "Tenter de nouveau celui-ci" in text_of(page)
        assert "Terminé" in text_of(page)

    def test_it_is_paused_resumed_and_tried_again(self, batch, val, client_of):
        browser = client_of(val)
        address = f"/admin/lots/{batch.pk}"
        assert "Le lot est en pause." in text_of(browser.post(f"{address}/pause/", follow=True))
        assert "rien n’a été changé" in text_of(browser.post(f"{address}/pause/", follow=True))
        assert "Le lot reprend." in text_of(browser.post(f"{address}/suite/", follow=True))
        assert "rien n’a été changé" in text_of(browser.post(f"{address}/reprise/", follow=True))
        while run_batch(batch=batch):
            pass
        assert "1 dossier est tenté de nouveau." in text_of(browser.post(f"{address}/reprise/", follow=True))

    def test_the_list_shows_them(self, done, val, client_of):
        page = text_of(client_of(val).get("/admin/lots/"))
        assert "Session d’automne" in page and "2 / 3" in page
        assert "Nouveau lot" in page


class TestFiles:
    def test_staff_take_them_away(self, done, val, client_of):
        browser = client_of(val)
        archive = browser.get(f"/admin/lots/{done.pk}/archive.zip")
        assert archive["Content-Type"] == "application/zip"
        assert "no-store" in archive["Cache-Control"]
        with zipfile.ZipFile(io.BytesIO(b"".join(archive.streaming_content))) as folder:
            assert len(folder.namelist()) == 2
        sheets = browser.get(f"/admin/lots/{done.pk}/impression.pdf")
        assert b"".join(sheets.streaming_content).startswith(b"%PDF")

    def test_not_there_yet_it_is_not_found(self, batch, val, client_of):
        for name in ("archive.zip", "impression.pdf"):
            assert client_of(val).get(f"/admin/lots/{batch.pk}/{name}").status_code == 404

    def test_removed_after_a_while_the_page_says_so_and_has_them_made_again(
        self, done, val, client_of, django_capture_on_commit_callbacks
    ):
        browser, page = client_of(val), f"/admin/lots/{done.pk}/"
        assert "sont gardés jusqu’au" in text_of(browser.get(page))
        with django_capture_on_commit_callbacks(execute=True):
            sweep_files(now=timezone.now() + timedelta(days=31))
        said = browser.get(page)
        assert "ont été retirés le" in text_of(said)
        assert "archive.zip" not in said.content.decode()
        assert "every 3s" not in said.content.decode(), "nothing goes on"
        assert browser.get(f"{page}archive.zip").status_code == 404
        reply = browser.post(f"{page}fichiers/", follow=True)
        assert "dans un instant" in text_of(reply)
        assert "every 3s" in reply.content.decode()
        assert "entre-temps" in text_of(browser.post(f"{page}fichiers/", follow=True))
        done.refresh_from_db()
        assert make_batch_files(batch=done)
        assert browser.get(f"{page}archive.zip").status_code == 200

    def test_lost_it_is_not_found(self, done, val, client_of, files):
        for path in files():
            path.unlink()
        assert client_of(val).get(f"/admin/lots/{done.pk}/archive.zip").status_code == 404


READ = ["", "avancement/", "archive.zip", "impression.pdf"]
WRITE = ["pause/", "suite/", "reprise/", "fichiers/"]


class TestDoors:
    def test_another_house_cannot_tell_it_exists(self, done, version, eve, client_of):
        browser = client_of(eve)
        for end in READ:
            assert browser.get(f"/admin/lots/{done.pk}/{end}").status_code == 404, end
        for end in WRITE:
            assert browser.post(f"/admin/lots/{done.pk}/{end}").status_code == 404, end
        assert browser.get(f"/admin/lots/nouveau/?scheme={version.scheme_id}").status_code == 404
        assert "Session" not in text_of(browser.get("/admin/lots/"))

    def test_its_dossiers_are_not_taken_by_the_form_of_another(self, dossier, version, eve, client_of):
        sent = {"scheme": version.scheme_id, "dossier": [dossier.pk]}
        assert client_of(eve).post("/admin/lots/nouveau/", sent).status_code == 404
        assert not Batch.objects.exists()

    def test_trainers_learners_and_visitors_do_not_come_in(self, done, grace, ada, client, client_of):
        for end in READ[1:]:
            assert client_of(grace).get(f"/admin/lots/{done.pk}/{end}").status_code == 404
            assert client_of(ada).get(f"/admin/lots/{done.pk}/{end}").status_code == 403
            assert client.get(f"/admin/lots/{done.pk}/{end}").status_code == 302
        assert client_of(grace).get("/admin/lots/nouveau/").status_code == 404
        for end in WRITE:
            assert client_of(grace).post(f"/admin/lots/{done.pk}/{end}").status_code == 404

    def test_reading_writes_nothing(self, batch, val, client_of):
        for end in WRITE:
            assert client_of(val).get(f"/admin/lots/{batch.pk}/{end}").status_code == 405
        batch.refresh_from_db()
        assert batch.state == "running"


class TestQueries:
    def count(self, browser, address) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(address).status_code == 200
        return len(queries)

    def test_they_do_not_grow_with_the_rows(self, batch, version, crowd, house, val, client_of):
        browser = client_of(val)
        crowd(1)
        addresses = [
            "/admin/lots/",
            f"/admin/lots/{batch.pk}/",
            f"/admin/lots/{batch.pk}/avancement/",
            "/admin/lots/nouveau/",
            f"/admin/lots/nouveau/?scheme={version.scheme_id}",
        ]
        few = [self.count(browser, address) for address in addresses]
        crowd(8)
        for number in range(3):
            more = [one.pk for one in crowd(2)]
            start_batch(structure=house, dossiers=more, title=f"Lot {number}", actor=val)
        batch.items.update(state="refused", reason="Une pièce manque.")
        assert (
            [self.count(browser, address) for address in addresses]
            == [
                few[0],
                few[1] + 1,  # what failed, once there is some
                few[2] + 1,
                *few[3:],
            ]
        )
        assert max(few) <= 20


def test_every_certificate_of_the_archive_verifies(done, client):
    for credential in Credential.objects.of_kind("certificate"):
        assert "est valide" in text_of(client.get(credential.get_absolute_url()))
