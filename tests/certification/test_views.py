"""What strangers verify, what holders open, what neither may see."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import LogEntry
from certification.actions.decide_dossier import decide_dossier
from certification.actions.make_file import make_file
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.models import Credential, Dossier, SchemeVersion
from certification.uploads import MAX_BYTES
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

VERIFY = "/verifier/"


class TestVerification:
    def test_a_stranger_reads_whether_it_stands_and_what_it_is(self, attestation, client):
        response = client.get(attestation.get_absolute_url())
        text = text_of(response)
        assert response.status_code == 200
        for said in (
            "Cette attestation est valide",
            "Ada Exemple",
            "Droit associatif et statuts",
            attestation.number,
        ):
            assert said in text
        assert "ni un certificat, ni un diplôme" in text
        assert attestation.frozen["granted_on_words"] in text

    def test_a_certificate_says_what_it_proves_and_does_not(self, certificate, client):
        text = text_of(client.get(certificate.get_absolute_url()))
        assert "Ce certificat est valide" in text
        assert "La personne a terminé trois modules." in text
        assert "Ce n’est pas le Certif’Asso" in text

    def test_it_is_kept_nowhere_and_not_indexed(self, attestation, client):
        response = client.get(attestation.get_absolute_url())
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert b'name="robots" content="noindex' in response.content

    def test_the_title_of_the_page_does_not_name_the_holder(self, attestation, client):
        title = client.get(attestation.get_absolute_url()).content.decode().partition("</title>")[0]
        assert "Ada" not in title

    def test_initials_when_the_holder_wishes(self, attestation, client):
        Credential.objects.update(holder_shown="initials")
        response = client.get(attestation.get_absolute_url())
        assert "A. E." in text_of(response)
        assert b"Ada Exemple" not in response.content

    def test_one_being_made_says_so(self, pending, client):
        assert "Cette attestation est en préparation" in text_of(client.get(pending.get_absolute_url()))

    def test_a_revoked_one_says_when_and_why_and_proves_nothing(self, attestation, marie, client):
        revoke(credential=attestation, actor=marie, reason="Délivrée par <erreur>.")
        response = client.get(attestation.get_absolute_url())
        text = text_of(response)
        assert "Cette attestation n’est plus valide" in text
        assert b"D\xc3\xa9livr\xc3\xa9e par &lt;erreur&gt;." in response.content
        assert "Ce que cela prouve" not in text

    def test_a_replaced_one_leads_to_what_stands(self, attestation, marie, client):
        new = replace(credential=attestation, actor=marie, holder_name="Ada L.", reason="Nom corrigé.")
        make_file(credential=new)
        response = client.get(attestation.get_absolute_url())
        assert "Cette attestation a été remplacée" in text_of(response)
        assert f'href="{new.get_absolute_url()}"' in response.content.decode()
        assert "Cette attestation est valide" in text_of(client.get(new.get_absolute_url()))

    def test_an_unknown_address_has_its_verdict(self, house, client):
        response = client.get("/certificats/nexiste-pas_22/")
        assert response.status_code == 404
        assert "Aucun document ne porte cette adresse" in text_of(response)

    def test_it_costs_few_queries(self, attestation, client, django_assert_max_num_queries):
        client.get(attestation.get_absolute_url())  # the site is in the cache from now on
        with django_assert_max_num_queries(6):
            client.get(attestation.get_absolute_url())

    def test_it_only_reads(self, attestation, client):
        assert client.post(attestation.get_absolute_url()).status_code == 405

    def test_a_name_of_markup_is_text(self, ada, module, finish, client):
        ada.display_name = "<script>alert(1)</script>"
        ada.save()
        credential = Credential.objects.get(subject=f"enrolment:{finish(ada, module).pk}")
        response = client.get(credential.get_absolute_url())
        assert b"<script>alert" not in response.content
        assert b"&lt;script&gt;alert(1)" in response.content


class TestDocument:
    def test_the_holder_gets_the_very_bytes(self, attestation, ada, client_of):
        response = client_of(ada).get(attestation.document_url())
        assert response.status_code == 200
        assert response.content == attestation.read_file()
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == f'inline; filename="attestation-{attestation.number}.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "private" in response["Cache-Control"]

    def test_so_do_validators_and_managers_of_the_house(self, attestation, val, marie, client_of):
        for person in (val, marie):
            assert client_of(person).get(attestation.document_url()).status_code == 200

    def test_nobody_else_can_tell_it_exists(
        self, attestation, linus, grace, other_house, make_person, client_of
    ):
        for person in (linus, grace, make_person("eve", other_house, "manager")):
            assert client_of(person).get(attestation.document_url()).status_code == 404

    def test_a_visitor_is_sent_to_sign_in_whether_it_exists_or_not(self, attestation, client):
        for address in (attestation.document_url(), "/certificats/nexiste-pas.pdf"):
            response = client.get(address)
            assert response.status_code == 302
            assert response["Location"].startswith(reverse("account_login"))

    def test_one_being_made_says_come_back(self, pending, ada, client_of):
        response = client_of(ada).get(pending.document_url())
        assert response.status_code == 202
        assert "Votre document est en préparation" in text_of(response)

    def test_bytes_that_changed_are_never_served(self, attestation, ada, client_of, files):
        [file] = files()
        file.write_bytes(file.read_bytes()[:-1] + b"!")
        assert client_of(ada).get(attestation.document_url()).status_code == 503
        file.unlink()
        response = client_of(ada).get(attestation.document_url())
        assert response.status_code == 503
        assert "momentanément indisponible" in text_of(response)


class TestVerifyFile:
    def send(self, client, data, name="document.pdf"):
        return client.post(VERIFY, {"file": SimpleUploadedFile(name, data, "application/pdf")})

    def test_the_exact_bytes_are_recognised(self, attestation, client):
        response = self.send(client, attestation.read_file())
        text = text_of(response)
        assert response.status_code == 200
        assert "Cette attestation est valide" in text
        assert "octet pour octet, un fichier que nous avons délivré" in text
        assert attestation.get_absolute_url() in response.content.decode()

    def test_one_flipped_bit_is_not(self, attestation, client):
        data = bytearray(attestation.read_file())
        data[len(data) // 2] ^= 1
        text = text_of(self.send(client, bytes(data)))
        assert "Nous n’avons pas délivré ce fichier" in text
        assert "Cela ne prouve rien contre la personne" in text
        assert "Ada" not in text

    @pytest.mark.parametrize("end", [0.5, 0.999])
    def test_one_cut_short_is_not(self, attestation, client, end):
        data = attestation.read_file()
        text = text_of(self.send(client, data[: int(len(data) * end)]))
        assert "Nous n’avons pas délivré ce fichier" in text and "Ada" not in text

    def test_a_revoked_one_is_recognised_and_no_longer_stands(self, attestation, marie, client):
        data = attestation.read_file()
        revoke(credential=attestation, actor=marie, reason="Erreur.")
        assert "Cette attestation n’est plus valide" in text_of(self.send(client, data))

    def test_the_file_is_kept_nowhere(self, attestation, client, files, tmp_path, settings):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "uploads")
        (tmp_path / "uploads").mkdir()
        before = files()
        self.send(client, b"%PDF-1.4 " + b"x" * 3_000_000)
        assert files() == before
        assert list((tmp_path / "uploads").iterdir()) == []

    @pytest.mark.parametrize("size", [MAX_BYTES + 1, MAX_BYTES * 2])
    def test_too_large_is_said(self, house, client, size):
        response = self.send(client, b"x" * size)
        assert response.status_code == 400
        assert "10 Mo au plus" in text_of(response)

    def test_far_too_large_is_cut(self, house, client, monkeypatch):
        monkeypatch.setattr("certification.uploads.PATIENCE_BYTES", MAX_BYTES + 100_000)
        response = self.send(client, b"x" * (MAX_BYTES + 1_000_000))
        assert response.status_code == 400
        assert "10 Mo au plus" in text_of(response)

    @pytest.mark.parametrize("data", [{}, {"file": ""}])
    def test_without_a_file_it_asks_for_one(self, house, client, data):
        response = client.post(VERIFY, data)
        assert response.status_code == 400
        assert "Choisissez d’abord un fichier" in text_of(response)

    def test_a_name_of_markup_is_text(self, house, client):
        response = self.send(client, b"x", name="<img src=x>.pdf")
        assert b"<img src=x>" not in response.content

    def test_it_is_not_posted_from_elsewhere(self, house, client_of):
        client = client_of(enforce_csrf_checks=True)
        assert self.send(client, b"x").status_code == 403
        token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', client.get(VERIFY).content.decode()).group(1)
        file = SimpleUploadedFile("x.pdf", b"x")
        assert client.post(VERIFY, {"csrfmiddlewaretoken": token, "file": file}).status_code == 200

    def test_without_script_both_forms_are_there(self, house, client):
        page = client.get(VERIFY).content.decode()
        assert 'type="file" id="file" name="file"' in page
        assert 'enctype="multipart/form-data"' in page
        assert 'name="numero"' in page
        assert "<script" not in page.partition("<main")[2].partition("</main>")[0]


class TestVerifyNumber:
    def test_a_number_tells_title_day_issuer_and_no_name(self, attestation, client):
        response = client.get(VERIFY, {"numero": attestation.number.lower()})
        text = text_of(response)
        for said in (
            "Cette attestation est valide",
            "Droit associatif",
            "Maison des associations de Valmont",
        ):
            assert said in text
        assert "Ada" not in response.content.decode()
        assert attestation.public_id not in response.content.decode()

    @pytest.mark.parametrize("typed", ["VAL-2026-9999", "n'importe quoi", "<script>", "x" * 5000])
    def test_an_unknown_number_says_so(self, attestation, client, typed):
        response = client.get(VERIFY, {"numero": typed})
        assert response.status_code == 200
        assert "Aucun document ne porte ce numéro" in text_of(response)
        assert b"<script>" not in response.content.partition(b"<main")[2]

    def test_an_empty_one_shows_the_page(self, house, client):
        assert "Aucun document" not in text_of(client.get(VERIFY, {"numero": " "}))


class TestHolderShown:
    def test_the_holder_chooses(self, attestation, ada, client_of):
        address = reverse("certification:holder-shown", args=[attestation.public_id])
        assert client_of(ada).post(address, {"shown": "initials"}).status_code == 302
        assert Credential.objects.get().holder_shown == "initials"
        assert client_of(ada).get(address).status_code == 405

    def test_nobody_else_and_nothing_else(self, attestation, ada, marie, client, client_of):
        address = reverse("certification:holder-shown", args=[attestation.public_id])
        assert client_of(marie).post(address, {"shown": "initials"}).status_code == 404
        assert client_of(ada).post(address, {"shown": "nobody"}).status_code == 404
        assert client.post(address).status_code == 302
        assert Credential.objects.get().holder_shown == "full"


class TestCandidature:
    PAGE = "/mon-parcours/certificats/bases/"

    def test_it_says_what_is_met_and_what_is_missing(self, ada, module, version, finish, client_of):
        finish(ada, module)
        response = client_of(ada).get(self.PAGE)
        text = text_of(response)
        assert "1 module terminé sur 3." in text
        assert "il vous manque 2 modules : Comptabilité associative · Gouvernance" in text
        assert "Demander ce certificat" not in text
        assert Credential.objects.get().number in text

    def test_with_everything_it_is_asked_for_and_withdrawn(self, ready, version, client_of):
        client = client_of(ready)
        assert "Demander ce certificat" in text_of(client.get(self.PAGE))
        text = text_of(client.post(self.PAGE + "dossier/", follow=True))
        assert "Votre dossier est envoyé." in text
        assert "En cours d’instruction" in text
        assert "Demander ce certificat" not in text
        address = reverse("certification:withdraw", args=[Dossier.objects.get().pk])
        assert "Votre dossier est repris." in text_of(client.post(address, follow=True))
        assert "Ce dossier est déjà décidé" in text_of(client.post(address, follow=True))

    def test_asked_for_too_early_it_says_what_is_missing(self, ada, version, client_of):
        text = text_of(client_of(ada).post(self.PAGE + "dossier/", follow=True))
        assert "Il manque encore : Bases (0 sur 3 modules)." in text
        assert not Dossier.objects.exists()

    def test_a_refusal_shows_its_reason(self, dossier, ready, val, client_of):
        decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason="Revenez <b>nous</b> voir.")
        response = client_of(ready).get(self.PAGE)
        assert "Revenez &lt;b&gt;nous&lt;/b&gt; voir." in response.content.decode()
        assert "Demander ce certificat" in text_of(response)

    def test_a_validation_shows_the_certificate(self, certificate, ready, client_of):
        page = client_of(ready).get(self.PAGE).content.decode()
        assert certificate.document_url() in page

    def test_a_withdrawn_attestation_says_so(self, ready, version, marie, client_of):
        credential = Credential.objects.first()
        make_file(credential=credential)
        revoke(credential=credential, actor=marie, reason="Erreur.")
        assert "Ne compte plus" in text_of(client_of(ready).get(self.PAGE))

    def test_a_revoked_certificate_says_so_and_another_may_be_asked_for(
        self, certificate, marie, ready, client_of
    ):
        revoke(credential=certificate, actor=marie, reason="Erreur.")
        text = text_of(client_of(ready).get(self.PAGE))
        assert "Le certificat délivré pour votre dossier a été retiré." in text
        assert "Demander ce certificat" in text

    def test_an_unknown_certificate_or_one_of_another_house_is_not_there(
        self, ada, version, other_house, client_of
    ):
        assert client_of(ada).get("/mon-parcours/certificats/autre/").status_code == 404
        assert client_of(ada).post("/mon-parcours/certificats/autre/dossier/").status_code == 404
        assert client_of(ada).get(self.PAGE, HTTP_HOST="brenne.example").status_code == 404

    def test_a_version_that_ended_is_not_there(self, ada, version, client_of):
        SchemeVersion.objects.update(effective_until="2026-01-02")
        assert client_of(ada).get(self.PAGE).status_code == 404

    def test_visitors_sign_in_and_getting_never_writes(self, version, ada, client, client_of):
        assert client.get(self.PAGE).status_code == 302
        assert client.post(self.PAGE + "dossier/").status_code == 302
        assert client_of(ada).get(self.PAGE + "dossier/").status_code == 405

    def test_the_dossier_of_somebody_else_is_not_there(self, dossier, linus, client_of):
        address = reverse("certification:withdraw", args=[dossier.pk])
        assert client_of(linus).post(address).status_code == 404
        assert Dossier.objects.get().state == "submitted"


def test_what_is_frozen_stays_whatever_changes_around_it(certificate, ready, house, modules, version, client):
    """The name, the pages, the structure and the rules change; the bytes and the page of the document do not."""
    attestation = Credential.objects.of_kind("attestation").select_related("structure").last()
    make_file(credential=attestation)
    attestation.refresh_from_db()
    documents = (certificate, attestation)
    before = [(one.read_file(), text_of(client.get(one.get_absolute_url()))) for one in documents]

    ready.display_name = "Un Autre Nom"
    ready.save()
    for module in modules:
        module.title, module.objectives = "Tout autre chose", []
        module.save_revision().publish()
    modules[0].delete()
    house.name, house.signatory_name, house.address = "Une autre maison", "Quelqu’un d’autre", "Ailleurs"
    house.save()
    type(version).objects.filter(pk=version.pk).update(certificate_title="Autre titre", proves="Rien.")
    type(version.scheme).objects.update(title="Autre certificat")

    def words(response) -> str:
        return re.sub(r"vérifié le .*? h \d\d", "", text_of(response))

    for one, (data, text) in zip(documents, before, strict=True):
        again = Credential.objects.get(pk=one.pk)
        assert again.read_file() == data
        assert words(client.get(one.get_absolute_url())) == re.sub(r"vérifié le .*? h \d\d", "", text)


def test_every_write_leaves_its_line(certificate):
    verbs = list(LogEntry.objects.about(certificate).values_list("verb", flat=True))
    assert verbs == ["credential.granted", "credential.issued"]
