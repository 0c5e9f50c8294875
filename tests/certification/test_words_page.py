"""A document read as a page says all that its PDF says, to the same people."""

import io
import re
from html import unescape

import pytest
from pypdf import PdfReader

from certification.kinds import KINDS
from certification.models import Credential

pytestmark = pytest.mark.django_db


def words_of(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.replace("\u00ad", "")))


@pytest.mark.parametrize("slug", [kind.slug for kind in KINDS])
def test_every_word_of_the_sheet_is_on_the_page(
    slug, certificate, path_attestation, attestation, realisation, ada, client_of
):
    credential = Credential.objects.of_kind(slug).issued().first()
    page = client_of(ada).get(credential.words_url()).content.decode()
    read = words_of(unescape(re.sub(r"<[^>]+>", " ", page)))
    printed = words_of(PdfReader(io.BytesIO(credential.read_file())).pages[0].extract_text())
    lead_ins = words_of("Ce que c’est n’est pas")  # the page says it by its headings
    assert len(printed) > 40
    assert printed - lead_ins <= read, printed - read


def test_the_holder_and_the_staff_read_it(attestation, ada, val, marie, client_of):
    for person in (ada, val, marie):
        response = client_of(person).get(attestation.words_url())
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
    assert attestation.words_url() in client_of(ada).get("/mon-parcours/documents/").content.decode()


def test_nobody_else_can_tell_it_exists(
    attestation, linus, grace, make_person, other_house, client, client_of
):
    for person in (linus, grace, make_person("eve", other_house, "manager")):
        assert client_of(person).get(attestation.words_url()).status_code == 404
    assert client.get(attestation.words_url()).status_code == 302
    assert client_of(linus).get("/certificats/inconnu/texte/").status_code == 404


def test_one_being_made_says_come_back(pending, ada, client_of):
    assert client_of(ada).get(pending.words_url()).status_code == 202


def test_a_revoked_one_says_so(attestation, ada, client_of):
    Credential.objects.filter(pk=attestation.pk).update(status="revoked")
    assert "n’est plus valable" in client_of(ada).get(attestation.words_url()).content.decode()


def test_a_name_of_markup_is_text(attestation, ada, client_of):
    frozen = attestation.frozen | {"holder": {"name": "<b>O'Brien-Éloïse</b>"}}
    Credential.objects.filter(pk=attestation.pk).update(frozen=frozen)
    page = client_of(ada).get(attestation.words_url()).content.decode()
    assert "&lt;b&gt;O&#x27;Brien-Éloïse&lt;/b&gt;" in page
