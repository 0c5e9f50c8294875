"""The pages where a candidate puts files in their dossier, and answers a complement with some; where staff see them."""

import pytest
from django.core.files.storage import storages
from django.urls import reverse

from certification.actions.add_document import add_document
from certification.actions.ask_complement import ask_complement
from certification.actions.submit_dossier import submit_dossier
from certification.models import SupportingDocument
from tests.pages import main_text_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(ada, client_of):
    return client_of(ada)


@pytest.fixture
def address(opened):
    return f"/mon-parcours/dossiers/{opened.pk}/pieces/"


@pytest.fixture
def asked(complete, ada, val):
    """Ada's dossier, sent, of which something was asked."""
    submit_dossier(dossier=complete, actor=ada)
    ask_complement(dossier=complete, actor=val, items=["Une preuve de vos dix ans"])
    complete.refresh_from_db()
    return complete


def test_one_adds_files_reads_them_and_removes_them(opened, address, mine, a_file):
    assert address in mine.get("/mon-parcours/certificats/gestion/").content.decode()
    text = main_text_of(mine.get(address))
    assert "Aucun fichier pour l’instant" in text
    assert "Aucune pièce d’identité n’est nécessaire" in text
    sent = {"files": [a_file("O’Brien & <fils>.pdf"), a_file("cv.pdf", b"2")], "kind": "experience"}
    assert "Vos fichiers sont dans votre dossier" in text_of(mine.post(address, sent, follow=True))
    response = mine.get(address)
    assert b"O\xe2\x80\x99Brien &amp; &lt;fils&gt;.pdf" in response.content
    first = opened.documents.first()
    assert first.kind == "experience"
    file = mine.get(f"/mon-parcours/pieces/{first.pk}/")
    assert file["Content-Type"] == "application/pdf"
    assert file["Content-Security-Policy"].startswith("sandbox")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    response = mine.post(f"/mon-parcours/pieces/{first.pk}/retrait/", follow=True)
    assert "Le fichier est retiré" in text_of(response)
    assert opened.documents.count() == 1
    assert "cv.pdf" in main_text_of(mine.get("/mon-parcours/certificats/gestion/livret/"))


def test_each_file_is_looked_at_by_itself(opened, address, mine, a_file):
    sent = {"files": [a_file("vrai.pdf"), a_file("faux.png")], "kind": "cv"}
    text = text_of(mine.post(address, sent, follow=True))
    assert "« faux.png » n’a pas été ajouté" in text
    assert "Vos fichiers sont dans votre dossier" not in text
    assert [one.title for one in opened.documents.all()] == ["vrai.pdf"]


def test_without_a_file_it_says_so(address, mine):
    assert "Choisissez d’abord un fichier" in text_of(mine.post(address, {"kind": "cv"}, follow=True))


def test_once_sent_nothing_is_added_nor_removed(complete, ada, mine, a_file):
    kept = add_document(dossier=complete, actor=ada, file=a_file("a.pdf"), kind="cv")
    submit_dossier(dossier=complete, actor=ada)
    address = f"/mon-parcours/dossiers/{complete.pk}/pieces/"
    response = mine.get(address)
    assert "Aucun fichier ne peut être ajouté" in main_text_of(response)
    assert b"retrait/" not in response.content.partition(b"<main")[2]
    assert "n’en est plus à cette étape" in text_of(
        mine.post(address, {"files": a_file("b.pdf", b"b")}, follow=True)
    )
    assert "n’en est plus à cette étape" in text_of(
        mine.post(f"/mon-parcours/pieces/{kept.pk}/retrait/", follow=True)
    )
    assert complete.documents.count() == 1


def test_they_are_their_candidates_own(opened, address, ada, linus, marie, client, client_of, a_file):
    kept = add_document(dossier=opened, actor=ada, file=a_file("a.pdf"), kind="cv")
    file = f"/mon-parcours/pieces/{kept.pk}/"
    for person in (linus, marie):
        browser = client_of(person)
        assert browser.get(address).status_code == browser.post(address).status_code == 404
        assert browser.get(file).status_code == browser.post(f"{file}retrait/").status_code == 404
    assert client.get(address).status_code == client.get(file).status_code == 302
    assert client_of(ada).post(file).status_code == client_of(ada).get(f"{file}retrait/").status_code == 405
    storages["work"].delete(kept.file_name)
    assert client_of(ada).get(file).status_code == 404


def test_it_costs_few_queries(opened, address, ada, mine, a_file, django_assert_max_num_queries):
    for number in range(5):
        add_document(dossier=opened, actor=ada, file=a_file(f"{number}.pdf", b"%d" % number), kind="cv")
    mine.get(address)
    with django_assert_max_num_queries(8):
        mine.get(address)


class TestComplement:
    def test_the_dossier_shows_one_way_on(self, asked, mine):
        address = main_text_of(mine.get("/mon-parcours/certificats/gestion/"))
        assert "Voir ce qui manque et répondre" in address
        assert "Renvoyer mon dossier" not in address

    def test_it_is_answered_with_files_that_staff_see_beside_it(self, asked, mine, val, client_of, a_file):
        address = f"/mon-parcours/dossiers/{asked.pk}/complement/"
        assert "Fichiers à ajouter" in main_text_of(mine.get(address))
        sent = {"answer": "Voici.", "files": a_file("preuve.pdf"), "kind": "experience"}
        assert "Votre réponse est envoyée" in text_of(mine.post(address, sent, follow=True))
        asked.refresh_from_db()
        assert asked.state == "submitted"
        desk = client_of(val).get(reverse("dossiers_modeladmin_inspect", args=[asked.pk])).content.decode()
        # In the list, beside the practice that it supports, and under the request that it answers.
        assert desk.count("preuve.pdf") == 3
        assert "Voici." in main_text_of(mine.get(address))

    def test_nothing_is_sent_where_a_file_is_not_taken(self, asked, mine, a_file):
        address = f"/mon-parcours/dossiers/{asked.pk}/complement/"
        sent = {"answer": "Voici.", "files": [a_file("faux.png"), a_file("vrai.pdf", b"v")], "kind": "other"}
        response = mine.post(address, sent)
        assert "n’a pas été ajouté" in text_of(response)
        assert "Voici." in main_text_of(response)
        assert "vrai.pdf" in main_text_of(response)
        asked.refresh_from_db()
        assert asked.state == "more_info"
        assert SupportingDocument.objects.count() == 1

    def test_it_says_what_else_is_missing_first(self, asked, mine):
        asked.practices.update(state="cancelled")
        text = main_text_of(mine.get(f"/mon-parcours/dossiers/{asked.pk}/complement/"))
        assert "D’abord, ce qui manque encore" in text
        assert "15 jours de pratique" in text
