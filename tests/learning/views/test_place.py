"""A learner's own place: notes and bookmarks, taken away as files; where one was; the printed module; comfort."""

from uuid import uuid4

import pytest
from django.urls import reverse

from learning.actions.write_note import write_note
from learning.models import Note, StepVisit
from learning.notebook import passages_of

NOTES = "/mon-parcours/notes/"


@pytest.fixture
def note(ada, sequence):
    """A note of Ada's on the first sequence."""
    return write_note(learner=ada, step=sequence, text="=À revoir", block="", passage="", token=uuid4())


def send(client, step, **fields):
    return client.post(reverse("learning:add-note", args=[step.pk]), {"token": str(uuid4())} | fields)


class TestNotes:
    def test_one_is_written_on_a_step_and_found_there_and_in_the_list(self, ada, sequence, client_of):
        client = client_of(ada)
        assert send(client, sequence, text="À relire avec Paul").url == f"{sequence.get_url()}#notes"
        for address in (sequence.get_url(), NOTES):
            assert "À relire avec Paul" in client.get(address).content.decode()

    def test_the_same_form_twice_is_one_note(self, ada, sequence, client_of):
        token = str(uuid4())
        for _ in range(2):
            send(client_of(ada), sequence, text="Une fois", token=token)
        assert Note.objects.count() == 1

    def test_a_bookmark_keeps_the_passage_as_it_stood(self, ada, sequence, client_of):
        passage = passages_of(sequence)[0]
        send(client_of(ada), sequence, bookmark="1", block=passage.anchor)
        assert (Note.objects.get().text, Note.objects.get().passage) == ("", passage.words)

    def test_a_form_without_its_mark_is_refused(self, ada, sequence, client_of):
        assert send(client_of(ada), sequence, text="?", token="rien").status_code == 400

    def test_it_is_changed_and_deleted_by_its_author_alone(self, note, ada, grace, client_of):
        for verb in ("modifier", "supprimer"):
            assert client_of(grace).post(f"{NOTES}{note.pk}/{verb}/", {"text": "Vu"}).status_code == 404
        client = client_of(ada)
        assert client.post(f"{NOTES}{note.pk}/modifier/", {"text": "Revu"}).url == NOTES
        note.refresh_from_db()
        assert note.text == "Revu"
        assert "#notes" in client.post(f"{NOTES}{note.pk}/supprimer/", {"from": "step"}).url
        assert not Note.objects.exists()

    def test_nobody_else_reads_it(self, note, grace, linus, sequence, client_of):
        for person in (grace, linus):
            for address in (NOTES, sequence.get_url(), f"{NOTES}notes.md"):
                assert "À revoir" not in client_of(person).get(address).content.decode()
        assert client_of().get(NOTES).status_code == 302

    @pytest.mark.parametrize("ending", ["md", "txt", "csv"])
    def test_they_are_taken_away_as_a_file(self, ending, note, ada, client_of):
        response = client_of(ada).get(f"{NOTES}notes.{ending}")
        assert f'filename="notes.{ending}"' in response["Content-Disposition"]
        words = response.content.decode()
        assert "À revoir" in words and "Séquence 1" in words
        assert ending != "csv" or "'=À revoir" in words, "no spreadsheet runs it"

    def test_no_other_file_is_made(self, ada, client_of):
        assert client_of(ada).get(f"{NOTES}notes.exe").status_code == 404

    def test_the_list_costs_at_most_8_queries_however_many(
        self, ada, sequences, client_of, django_assert_max_num_queries
    ):
        for number in range(20):
            write_note(
                learner=ada,
                step=sequences[number % 2],
                text=f"Note {number}",
                block="",
                passage="",
                token=uuid4(),
            )
        client = client_of(ada)
        client.get(NOTES)
        with django_assert_max_num_queries(8):
            client.get(NOTES)


class TestWhereOneWas:
    def visit(self, client, step, **sent):
        return client.post(reverse("learning:visit", args=[step.pk]), sent)

    def test_the_page_tells_it_and_the_resume_card_leads_there(self, ada, sequence, client_of):
        client = client_of(ada)
        anchor = passages_of(sequence)[0].anchor
        assert self.visit(client, sequence, position=anchor, seconds="20").status_code == 204
        kept = StepVisit.objects.get()
        assert (kept.position, kept.seconds_active) == (anchor, 20)
        assert f"{sequence.get_url()}#{anchor}" in client.get("/mon-parcours/").content.decode()

    def test_nonsense_is_kept_as_nothing(self, ada, sequence, client_of):
        self.visit(client_of(ada), sequence, position="<script>", seconds="-5")
        assert StepVisit.objects.get().position == ""

    def test_who_does_not_study_it_leaves_no_trace(self, linus, sequence, client_of):
        assert self.visit(client_of(linus), sequence, seconds="40").status_code == 404


class TestPrinting:
    def address(self, module):
        return reverse("learning:print-module", args=[module.pk])

    def test_the_whole_module_is_on_one_page_without_its_quiz(self, ada, module, client_of):
        html = client_of(ada).get(self.address(module)).content.decode()
        assert "Séquence 1" in html and "Séquence 2" in html
        assert 'type="radio"' not in html

    def test_another_houses_module_is_not_found(self, ada, other_house, make_module, client_of):
        theirs = make_module(other_house, "AUTRE", "Ailleurs", sequences=1, quiz=False)
        assert client_of(ada).get(self.address(theirs)).status_code == 404

    def test_it_costs_at_most_12_queries(self, ada, module, client_of, django_assert_max_num_queries):
        client = client_of(ada)
        client.get(self.address(module))
        with django_assert_max_num_queries(12):
            client.get(self.address(module))


class TestComfort:
    def choose(self, client, **sent):
        return client.post(reverse("learning:display"), sent, headers={"origin": "http://testserver"})

    def test_text_size_and_calm_mode_hold_on_every_page(self, sequence, client_of):
        client = client_of()
        assert self.choose(client, size="2", calm="1", next=sequence.get_url()).url == sequence.get_url()
        for address in (sequence.get_url(), "/formations/"):
            assert 'data-size="2" data-calm' in client.get(address).content.decode()
        assert "data-calm" not in client_of().get(sequence.get_url()).content.decode()

    @pytest.mark.parametrize(
        "elsewhere", ["https://ailleurs.example/", "//ailleurs.example/", "javascript:1"]
    )
    def test_one_is_never_sent_to_another_site(self, elsewhere, house, client_of):
        assert self.choose(client_of(), size="large", next=elsewhere).url == "/"
