"""A change of substance: noted when published, told to those who study, said beside the attestations of before."""

import pytest

from accounts.models import LogEntry
from certification.models import Credential
from learning.actions.complete_step import complete_step
from learning.actions.note_change import note_change
from learning.actions.tell_change import tell_change
from learning.models import ContentChange, Notification
from learning.tasks import tell_change as tell_task

SENTENCE = "Le seuil passe à 153 000 €."


@pytest.fixture
def told(monkeypatch):
    """Everything that was told, once each."""
    lines = {}

    def tell(self, *, person, kind, about, words=None, address="", structure=None):
        new = (person, kind, about) not in lines
        lines[person, kind, about] = {"words": words, "address": address, "structure": structure}
        return new

    monkeypatch.setattr(type(Notification.objects.all()), "tell", tell)
    monkeypatch.setattr(type(Notification.objects), "tell", tell, raising=False)
    return lines


def publish(page, note=SENTENCE, **fields):
    page.refresh_from_db()
    page.change_note = note
    for name, value in fields.items():
        setattr(page, name, value)
    revision = page.save_revision()
    revision.publish()
    return revision


class TestNoting:
    def test_a_note_becomes_a_change_and_is_emptied(self, module, sequences, told):
        revision = publish(sequences[0])
        change = ContentChange.objects.get()
        assert (change.sentence, change.page_title) == (SENTENCE, "Séquence 1")
        assert (change.module_key, change.step_key) == (module.translation_key, sequences[0].translation_key)
        sequences[0].refresh_from_db()
        revision.refresh_from_db()
        assert sequences[0].change_note == ""
        assert revision.content["change_note"] == ""
        assert sequences[0].get_latest_revision_as_object().change_note == ""

    def test_a_minor_edit_makes_none(self, sequences):
        publish(sequences[0], note=" ", title="Séquence 1 bis")
        assert not ContentChange.objects.exists()

    def test_publishing_the_same_again_makes_no_second_one(self, sequences, told):
        revision = publish(sequences[0])
        sequences[0].refresh_from_db()
        sequences[0].unpublish()
        revision.refresh_from_db()
        revision.publish()
        assert ContentChange.objects.count() == 1

    def test_two_publications_of_one_revision_at_once_make_one(self, module, sequences, told):
        page = sequences[0]
        page.change_note = SENTENCE
        revision = page.save_revision()
        for reader in (page, revision.as_object()):  # both had read the sentence before either emptied it
            assert note_change(page=reader, revision=revision, module=module) == ContentChange.objects.get()
        assert LogEntry.objects.filter(verb="content.changed").count() == 1

    def test_a_draft_begun_since_carries_it_no_further(self, sequences, told):
        page = sequences[0]
        page.change_note = SENTENCE
        first = page.save_revision()
        page.title = "Encore mieux"
        carried = page.save_revision()
        page.change_note = "Autre chose."
        other = page.save_revision()
        first.publish()
        carried.refresh_from_db()
        other.refresh_from_db()
        assert carried.content["change_note"] == ""
        assert other.content["change_note"] == "Autre chose."

    def test_the_module_page_has_one_too(self, module, told):
        publish(module)
        assert ContentChange.objects.get().step_key is None


class TestTelling:
    def test_those_who_study_are_told_once_and_where(
        self, ada, enrolment, sequences, told, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            publish(sequences[0])
        change = ContentChange.objects.get()
        ((person, kind, about),) = told
        assert (person, kind, about) == (ada, "content_changed", f"change:{change.pk}")
        line = told[person, kind, about]
        assert line["words"]["sentence"] == SENTENCE
        assert line["address"] == sequences[0].url
        assert tell_change(change=change) == 0

    def test_those_who_finished_or_came_later_are_not(
        self, ada, enrolment, module, sequences, quiz, linus, house, told
    ):
        for step in [*sequences, quiz]:
            complete_step(enrolment=enrolment, step=step, actor=ada)
        publish(module)
        assert tell_change(change=ContentChange.objects.get()) == 0

    def test_a_page_that_is_gone_leads_nowhere(self, enrolment, sequences, told):
        publish(sequences[0])
        sequences[0].unpublish()
        tell_change(change=ContentChange.objects.get())
        assert [line["address"] for line in told.values()] == [""]

    def test_a_change_that_is_gone_is_no_problem_for_the_worker(self, db):
        assert tell_task(0) == 0


class TestSeeing:
    def test_a_learner_under_way_reads_it_and_keeps_what_they_did(
        self, ada, enrolment, module, sequences, client_of, told
    ):
        client = client_of(ada)
        complete_step(enrolment=enrolment, step=sequences[0], actor=ada)
        client.get(sequences[0].url)
        publish(sequences[0])
        for url in (module.url, sequences[0].url):
            html = client.get(url).content.decode()
            assert "Ce qui a changé" in html
            assert SENTENCE in html
        assert 'class="pill ok"' in client.get(sequences[0].url).content.decode()
        assert SENTENCE not in client.get(sequences[1].url).content.decode()
        assert SENTENCE in client.get("/mon-parcours/").content.decode()

    def test_doing_the_step_since_is_the_end_of_it(self, ada, enrolment, module, sequences, client_of, told):
        publish(sequences[0])
        complete_step(enrolment=enrolment, step=sequences[0], actor=ada)
        assert SENTENCE not in client_of(ada).get(module.url).content.decode()

    def test_a_visitor_and_who_came_later_read_nothing_of_it(self, linus, module, sequences, client_of, told):
        publish(sequences[0])
        for who in (None, linus):
            assert SENTENCE not in client_of(who).get(module.url).content.decode()


class TestAttestations:
    @pytest.fixture
    def credential(self, ada, enrolment, sequences, quiz) -> Credential:
        for step in [*sequences, quiz]:
            complete_step(enrolment=enrolment, step=step, actor=ada)
        Credential.objects.update(status="issued", sha256="0" * 64)
        return Credential.objects.get()

    def test_one_of_the_older_version_says_so_everywhere_and_stays_as_it_is(
        self, ada, credential, sequences, client_of, told
    ):
        client = client_of(ada)
        places = (credential.get_absolute_url(), "/mon-parcours/documents/", "/mon-parcours/")
        for url in places:
            assert "a changé depuis" not in client.get(url).content.decode()
        frozen = credential.frozen
        publish(sequences[0])
        for url in places:
            html = client.get(url).content.decode()
            assert "Délivrée sur la version du" in html, url
            assert f"le module a changé depuis\u00a0: {SENTENCE}" in html, url
        credential.refresh_from_db()
        assert credential.frozen == frozen

    def test_what_replaces_it_is_of_the_same_version(self, ada, credential, sequences, client_of, told):
        publish(sequences[0])
        again = Credential.objects.create(
            kind="attestation",
            number="X-2",
            structure=credential.structure,
            holder=ada,
            holder_name="Ada",
            subject=f"replaces:{credential.pk}",
            title=credential.title,
            frozen=credential.frozen,
            status="issued",
            sha256="1" * 64,
        )
        Credential.objects.filter(pk=credential.pk).update(status="replaced", replaced_by=again)
        assert "a changé depuis" in client_of(ada).get("/mon-parcours/documents/").content.decode()
        assert "a changé depuis" in client_of().get(again.get_absolute_url()).content.decode()
        assert "a changé depuis" not in client_of().get(credential.get_absolute_url()).content.decode()
