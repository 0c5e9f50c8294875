"""A change of substance marks exactly the certificates that rest on the module as it was."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.apply_for_certificate import apply_for_certificate
from certification.actions.decide_dossier import decide_dossier
from certification.actions.make_file import make_file
from certification.actions.mark_holders import _tell, mark_holders, tell_holders
from certification.actions.replace import replace
from certification.models import Credential, RevisionMark
from certification.tasks import mark_holders as task
from certification.tasks import remind_holders as sweep
from learning.models import ContentChange, Enrolment
from tests.pages import text_of

pytestmark = pytest.mark.django_db
SENTENCE = "Le seuil passe à 153 000 €."


def changed(module, days=0, **fields) -> ContentChange:
    """A change of substance to this module, so many days ago. Made in bulk: nothing is queued."""
    change = ContentChange(
        module_key=module.translation_key,
        page_title=module.title,
        revision_id=900_000 + ContentChange.objects.count(),
        sentence=SENTENCE,
        at=timezone.now() - timedelta(days=days),
        **fields,
    )
    return ContentChange.objects.bulk_create([change])[0]


@pytest.fixture
def held(version, modules, finish, val, make_person):
    """A function that gives somebody the certificate: `held("paul")`."""

    def give(name, seat=None):
        person = make_person(name) if seat is None else seat
        for module in modules:
            finish(person, module)
        dossier = apply_for_certificate(version=version, actor=person)
        decide_dossier(dossier=dossier, actor=val, verdict="validate")
        credential = Credential.objects.get(subject=f"dossier:{dossier.pk}")
        make_file(credential=credential)
        credential.refresh_from_db()
        return credential

    return give


@pytest.fixture(autouse=True)
def quiet(no_queue):
    """Files are made when the test says so."""


def test_those_who_finished_before_it_and_hold_a_certificate_of_it(held, modules, finish, make_person):
    paul, zoe = held("paul"), held("zoe")
    finish(make_person("nina"), modules[1])  # followed it, holds no certificate
    change = changed(modules[1])
    late = held("omar")  # finished and certified since
    assert mark_holders(change=change) == 2
    assert set(RevisionMark.objects.values_list("credential", flat=True)) == {paul.pk, zoe.pk}
    assert late.pk not in RevisionMark.objects.values_list("credential", flat=True)
    mark = RevisionMark.objects.first()
    assert (mark.module_code, mark.told_at) == ("COMPTA", None)
    assert str(mark).endswith(f"{mark.credential.holder_name} · COMPTA")
    line = LogEntry.objects.get(verb="certificates.concerned")
    assert line.payload == {"page": modules[1].title, "certificates": 2}


def test_no_document_is_touched(held, modules):
    paul = held("paul")
    before = (paul.frozen, paul.read_file(), paul.status)
    mark_holders(change=changed(modules[0]))
    paul.refresh_from_db()
    assert (paul.frozen, paul.read_file(), paul.status) == before


def test_a_module_that_no_certificate_rests_on_concerns_nobody(held, house, make_module, finish, make_person):
    paul = held("paul")
    other = make_module(house, "AUTRE", "Autre chose", sequences=1, quiz=False)
    finish(paul.holder, other)
    assert mark_holders(change=changed(other)) == 0
    assert not LogEntry.objects.filter(verb="certificates.concerned").exists()


@pytest.mark.parametrize(
    "fields",
    [{"status": "revoked"}, {"expires_on": timezone.localdate() - timedelta(days=1)}],
    ids=["revoked", "expired"],
)
def test_what_no_longer_stands_concerns_nobody(held, modules, fields):
    paul = held("paul")
    Credential.objects.filter(pk=paul.pk).update(**fields)
    assert mark_holders(change=changed(modules[0])) == 0


def test_a_replaced_attestation_is_the_same_module(held, modules, val):
    paul = held("paul")
    old = Credential.objects.get(kind="attestation", holder=paul.holder, title=modules[0].title)
    make_file(credential=old)
    new = replace(credential=old, actor=val, holder_name="Paul Autre", reason="Nom")
    frozen = paul.frozen
    frozen["modules"][0]["attestation"] = new.number
    Credential.objects.filter(pk=paul.pk).update(frozen=frozen)
    assert mark_holders(change=changed(modules[0])) == 1


def test_once_however_often_and_each_change_of_its_own(held, modules):
    held("paul")
    first = changed(modules[0], days=0)
    assert mark_holders(change=first) == 1
    assert mark_holders(change=first) == 0
    assert mark_holders(change=changed(modules[0])) == 1
    assert RevisionMark.objects.count() == 2


def test_the_holder_is_told_kindly_once_of_all_that_changed(held, modules, mailoutbox):
    paul = held("paul")
    for module in modules[:2]:
        mark_holders(change=changed(module))
    before = len(mailoutbox)
    assert tell_holders() == 1
    assert tell_holders() == 0
    assert not _tell(paul.pk)  # another worker, at the same moment
    [letter] = mailoutbox[before:]
    assert letter.to == [paul.holder.email]
    for body in (letter.body, letter.alternatives[0].content):
        assert SENTENCE in body
        assert modules[1].title in body
    assert "vous n’avez rien à faire" in letter.body


def test_who_closed_their_account_is_not_written_to(held, modules, mailoutbox):
    paul = held("paul")
    mark_holders(change=changed(modules[0]))
    Credential.objects.filter(pk=paul.pk).update(holder_shown="erased")
    assert tell_holders() == 0


def test_publishing_a_change_asks_the_worker(held, modules, monkeypatch, django_capture_on_commit_callbacks):
    held("paul")
    asked = []
    monkeypatch.setattr(
        "certification.signal_handlers.async_task", lambda name, *given: asked.append((name, given))
    )
    with django_capture_on_commit_callbacks(execute=True):
        change = ContentChange.objects.create(
            module_key=modules[0].translation_key, page_title="X", revision_id=7_000_000, sentence=SENTENCE
        )
        change.save()
    assert asked == [("certification.tasks.mark_holders", (change.pk,))]
    assert task(change.pk) == "1 marked, 1 told"
    assert task(0) == "0 marked, 0 told"


def test_a_lost_task_is_caught_within_the_month(held, modules):
    held("paul")
    changed(modules[0])
    Enrolment.objects.update(completed_at=timezone.now() - timedelta(days=90))
    changed(modules[1], days=60)
    assert sweep() == "0 reminded, 1 marked, 1 told"


def test_the_holder_reads_it_beside_the_certificate(held, modules, client_of):
    paul = held("paul")
    mark_holders(change=changed(modules[0]))
    for address in ("/mon-parcours/", "/mon-parcours/documents/", paul.words_url()):
        assert SENTENCE in text_of(client_of(paul.holder).get(address))


class TestList:
    ADDRESS = "/admin/revisions_de_modules/"

    @pytest.fixture
    def marked(self, held, modules):
        paul, zoe = held("paul"), held("zoe")
        mark_holders(change=changed(modules[0]))
        mark_holders(change=changed(modules[1]))
        tell_holders()
        return paul, zoe

    def test_staff_of_the_house_read_it_and_filter_it(self, marked, val, client_of):
        browser = client_of(val)
        page = text_of(browser.get(self.ADDRESS))
        assert marked[0].number in page
        assert SENTENCE in page
        assert "2 sur 4" in text_of(browser.get(self.ADDRESS, {"module": "COMPTA"}))
        assert "2 sur 4" in text_of(browser.get(self.ADDRESS, {"q": marked[1].number}))
        RevisionMark.objects.filter(credential=marked[0]).update(told_at=None)
        assert "2 sur 4" in text_of(browser.get(self.ADDRESS, {"renewal": "untold"}))
        assert "Pas encore prévenu" in text_of(browser.get(self.ADDRESS))
        Credential.objects.filter(pk=marked[0].pk).update(renewed_by=marked[1])
        assert "2 sur 4" in text_of(browser.get(self.ADDRESS, {"renewal": "renewed"}))
        assert "2 sur 4" in text_of(browser.get(self.ADDRESS, {"renewal": "open"}))
        assert "Renouvelé depuis" in text_of(browser.get(self.ADDRESS))
        assert browser.get(self.ADDRESS, {"export": "csv"}).status_code == 200

    def test_others_do_not(self, marked, ada, grace, other_house, make_person, client_of):
        eve = make_person("eve", other_house, "manager")
        assert marked[0].number not in text_of(client_of(eve).get(self.ADDRESS))
        for person in (ada, grace):
            assert client_of(person).get(self.ADDRESS).status_code in (302, 403)

    def test_a_page_of_them_costs_the_same_whatever_the_rows(
        self, marked, val, client_of, django_assert_max_num_queries
    ):
        browser = client_of(val)
        browser.get(self.ADDRESS)
        with django_assert_max_num_queries(22):
            browser.get(self.ADDRESS)
