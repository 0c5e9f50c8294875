"""The livret as a PDF: every word of it, and that it proves nothing by itself."""

import io
import time

import pytest
from pypdf import PdfReader

from certification.actions.add_document import add_document
from certification.models import Appraisal, Exemption, Practice

pytestmark = pytest.mark.django_db

ADDRESS = "/mon-parcours/certificats/gestion/livret.pdf"


@pytest.fixture
def mine(ada, client_of):
    return client_of(ada)


def words_of(response) -> str:
    assert response["Content-Type"] == "application/pdf", response
    pages = PdfReader(io.BytesIO(response.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u00a0", " ").split())


def test_it_says_what_the_page_says(complete, mine, ada, marie, a_file):
    add_document(dossier=complete, actor=ada, file=a_file("Mon CV.pdf"), kind="cv")
    Appraisal.objects.create(
        dossier=complete, author="pedagogical_lead", text="<i>Sérieux</i>, O’Brien.", written_by=marie
    )
    Exemption.objects.create(
        dossier=complete,
        grounds="Dix ans.",
        state="refused",
        decided_by=marie,
        decision_grounds="Trop ancien.",
    )
    response = mine.get(ADDRESS)
    assert "attachment" in response["Content-Disposition"]
    assert "livret-ada-exemple-" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    words = words_of(response)
    for said in (
        "Ada Exemple",
        "Gestion associative",
        "n’est ni un certificat ni une attestation",
        "Droit associatif et statuts",
        "VAL-AS-",
        "15 jours confirmés",
        "A tenu la caisse avec soin.",
        "Paul Tuteur",
        "<i>Sérieux</i>, O’Brien.",
        "Trop ancien.",
        "Mon CV.pdf",
        "a signé ce livret le",
        "page 1 /",
    ):
        assert said in words, said
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.metadata.title == "Livret de formation · Ada Exemple"
    assert "/Sig" not in str(reader.trailer["/Root"])


def test_before_any_dossier_it_says_what_is_asked_for(practical, mine):
    words = words_of(mine.get(ADDRESS))
    assert "Ce qu’il manque encore" in words
    assert "il vous manque 1 module" in words
    assert "Aucune période" in words


def test_a_record_without_practice_has_no_such_part(version, mine):
    assert "Pratique" not in words_of(mine.get("/mon-parcours/certificats/bases/livret.pdf"))


def test_words_that_the_font_lacks_are_named_and_the_page_stays(opened, give, mine):
    give(opened, "birth_date", "practice")
    Practice.objects.update(missions="جمعية", state="declared", confirmed_days=None, appraised_at=None)
    response = mine.get(ADDRESS, follow=True)
    assert response.redirect_chain == [("/mon-parcours/certificats/gestion/livret/", 302)]
    assert "ne sait pas imprimer" in response.content.decode()


def test_it_is_everybodys_own(complete, linus, client, client_of):
    assert "Paul Tuteur" not in words_of(client_of(linus).get(ADDRESS))
    assert client.get(ADDRESS).status_code == 302
    assert client_of(linus).post(ADDRESS).status_code == 405
    assert client_of(linus).get(ADDRESS.replace("gestion", "inconnu")).status_code == 404


def test_it_is_made_within_the_request(complete, mine):
    mine.get(ADDRESS)
    began = time.process_time()
    mine.get(ADDRESS)
    assert time.process_time() - began < 1
