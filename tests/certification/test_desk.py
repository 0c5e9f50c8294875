"""What staff see and send from the administration, and only in their house."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from certification.actions.apply_for_certificate import apply_for_certificate
from certification.models import Credential, Dossier
from learning.models import Enrolment
from tests.pages import text_of

pytestmark = pytest.mark.django_db

LISTS = ["/admin/dossiers/", "/admin/attestations/", "/admin/certificats/"]
RULES = ["/admin/regles/", "/admin/certificats-proposes/"]


@pytest.fixture
def eve(other_house, make_person):
    """Manages another house."""
    return make_person("eve", other_house, "manager")


class TestLists:
    def test_validators_and_managers_see_those_of_their_house(self, certificate, val, marie, client_of):
        for person in (val, marie):
            browser = client_of(person)
            assert "Ada Exemple" in text_of(browser.get("/admin/dossiers/"))
            assert certificate.number in text_of(browser.get("/admin/certificats/"))
            assert "VAL-AS-" in text_of(browser.get("/admin/attestations/"))

    def test_another_house_sees_nothing_of_them(self, certificate, eve, client_of):
        for address in LISTS:
            response = client_of(eve).get(address)
            assert response.status_code == 200
            assert "Ada" not in text_of(response)

    @pytest.mark.parametrize("address", LISTS + RULES)
    def test_trainers_learners_and_visitors_do_not_come_in(
        self, certificate, grace, ada, client, client_of, address
    ):
        assert client_of(grace).get(address).status_code in (302, 403)
        assert client_of(ada).get(address).status_code == 403
        assert client.get(address).status_code == 302

    @pytest.mark.parametrize("address", RULES)
    def test_rules_are_for_managers(self, version, marie, val, client_of, address):
        assert "Bases de la gestion associative" in text_of(client_of(marie).get(address))
        assert client_of(val).get(address).status_code in (302, 403)

    def test_they_are_searched_and_filtered(self, certificate, marie, client_of):
        browser = client_of(marie)
        assert "1 sur 3" in text_of(browser.get("/admin/attestations/?q=Gouvernance"))
        assert "3 sur 3" in text_of(browser.get("/admin/attestations/?q=Ada"))
        assert "1 sur 3" in text_of(
            browser.get("/admin/attestations/", {"about": "Droit associatif et statuts"})
        )
        assert "3 sur 3" in text_of(browser.get("/admin/attestations/?status__exact=pending&period=month"))
        assert "0 sur 3" in text_of(browser.get("/admin/attestations/?period=last-year"))
        assert "0 sur 3" in text_of(browser.get("/admin/attestations/?trouble=yes"))
        assert "1 sur 1" in text_of(browser.get("/admin/dossiers/?state__exact=validated&period=year"))
        scheme = Dossier.objects.get().version.scheme_id
        assert "1 sur 1" in text_of(browser.get(f"/admin/dossiers/?scheme={scheme}"))
        assert browser.get("/admin/dossiers/?scheme=x").status_code == 200

    def test_an_address_cannot_ask_about_hidden_fields(self, certificate, marie, client_of):
        with CaptureQueriesContext(connection) as queries:
            response = client_of(marie).get("/admin/attestations/?holder__password__startswith=md5")
        assert response.status_code == 200
        assert "3 sur 3" in text_of(response)
        assert not any(
            "password" in query["sql"] and "LIKE" in query["sql"] for query in queries.captured_queries
        )

    @pytest.mark.parametrize("nonsense", ["99999999999999999999", "-1", "x", "²"])
    def test_a_certificate_that_does_not_exist_filters_nothing(self, nonsense, dossier, val, client_of):
        page = client_of(val).get("/admin/dossiers/", {"scheme": nonsense})
        assert dossier.candidate.display_name in text_of(page)

    def test_they_are_exported_as_data(self, ada, module, finish, marie, client_of):
        ada.display_name = "=HYPERLINK(1)"
        ada.save()
        finish(ada, module)
        response = client_of(marie).get("/admin/attestations/?export=csv")
        rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
        assert len(rows) == 2
        assert "'=HYPERLINK(1)" in rows[1]
        dossiers = client_of(marie).get("/admin/dossiers/?export=csv")
        assert dossiers.status_code == 200

    def test_a_problem_shows_in_the_list(self, pending, marie, client_of):
        Credential.objects.update(problem="Le nom contient 🎉")
        assert "Le nom contient 🎉" in text_of(client_of(marie).get("/admin/attestations/"))

    def test_the_queue_says_how_complete_each_is(self, dossier, val, client_of):
        assert "Complet : 1 sur 1" in text_of(client_of(val).get("/admin/dossiers/"))
        Enrolment.objects.filter(module_code="GOUV").update(completed_at=None)
        assert "0 / 1 Bases (2 sur 3 modules)" in text_of(client_of(val).get("/admin/dossiers/"))


class TestQueries:
    @pytest.fixture
    def crowd(self, house, modules, version, make_person, finish):
        """Twelve people with all modules and a dossier."""
        for number in range(12):
            person = make_person(f"p{number}", house, "learner")
            for module in modules:
                finish(person, module)
            apply_for_certificate(version=version, actor=person)

    @pytest.mark.parametrize("address", ["/admin/dossiers/", "/admin/attestations/"])
    def test_they_do_not_grow_with_the_rows(self, dossier, house, marie, client_of, address, request):
        browser = client_of(marie)
        browser.get(address)
        with CaptureQueriesContext(connection) as few:
            browser.get(address)
        request.getfixturevalue("crowd")
        with CaptureQueriesContext(connection) as many:
            browser.get(address)
        assert len(many) == len(few)
        assert len(many) <= 20


class TestDossierPage:
    def test_each_requirement_stands_with_its_evidence(self, dossier, val, client_of):
        response = client_of(val).get(f"/admin/dossiers/{dossier.pk}/")
        text, page = text_of(response), response.content.decode()
        assert response.status_code == 200
        for credential in Credential.objects.of_kind("attestation"):
            assert credential.number in text
            assert credential.document_url() in page
        assert "3 sur 3" in text
        assert "Dossier envoyé" in text
        assert "Valider le dossier" in text

    def test_something_missing_cannot_be_validated(self, dossier, val, client_of):
        Enrolment.objects.filter(module_code="GOUV").update(completed_at=None)
        text = text_of(client_of(val).get(f"/admin/dossiers/{dossier.pk}/"))
        assert "Conviendrait, une fois terminé." in text
        assert "Valider le dossier" not in text
        assert "Ne pas valider, avec ce motif" in text

    def test_one_s_own_has_no_decision_but_a_reason(self, dossier, ready, appoint, client_of):
        appoint(ready, "validator")
        browser = client_of(ready)
        text = text_of(browser.get(f"/admin/dossiers/{dossier.pk}/"))
        assert "C’est votre propre dossier" in text
        assert "Valider le dossier" not in text
        browser.post(f"/admin/dossiers/{dossier.pk}/decision/", {"verdict": "validate"})
        assert Dossier.objects.get().state == "submitted"

    def test_it_costs_a_bounded_number_of_queries(
        self, dossier, val, client_of, django_assert_max_num_queries
    ):
        browser = client_of(val)
        browser.get(f"/admin/dossiers/{dossier.pk}/")
        with django_assert_max_num_queries(30):
            browser.get(f"/admin/dossiers/{dossier.pk}/")

    def test_another_house_cannot_tell_it_exists(self, dossier, eve, client_of):
        assert client_of(eve).get(f"/admin/dossiers/{dossier.pk}/").status_code == 404
        assert (
            client_of(eve).post(f"/admin/dossiers/{dossier.pk}/decision/", {"verdict": "refuse"}).status_code
            == 404
        )

    def test_nobody_edits_or_deletes_one(self, dossier, marie, client_of):
        for action in ("edit", "delete"):
            address = f"/admin/dossiers/{action}/{dossier.pk}/"
            assert client_of(marie).post(address).status_code in (302, 403)
        assert client_of(marie).get("/admin/dossiers/create/").status_code in (302, 403)
        assert Dossier.objects.count() == 1


class TestDecide:
    def post(self, browser, dossier, **data):
        return browser.post(f"/admin/dossiers/{dossier.pk}/decision/", data, follow=True)

    def test_validated_it_shows_the_decision_and_the_certificate(self, dossier, val, client_of, this_year):
        text = text_of(self.post(client_of(val), dossier, verdict="validate", reason="Bravo."))
        assert "La décision est enregistrée." in text
        assert f"Ouvrir le certificat VAL-{this_year}-0001" in text
        assert "Val Exemple" in text
        assert "Valider le dossier" not in text

    def test_refused_it_needs_a_reason(self, dossier, val, client_of):
        text = text_of(self.post(client_of(val), dossier, verdict="refuse", reason=" "))
        assert "Écrivez le motif" in text
        assert Dossier.objects.get().state == "submitted"
        text = text_of(self.post(client_of(val), dossier, verdict="refuse", reason="Une pièce manque."))
        assert "Une pièce manque." in text
        assert Dossier.objects.get().state == "refused"

    def test_a_second_click_says_that_it_is_decided(self, dossier, val, client_of):
        browser = client_of(val)
        self.post(browser, dossier, verdict="validate")
        assert "déjà décidé" in text_of(self.post(browser, dossier, verdict="validate"))
        assert Credential.objects.of_kind("certificate").count() == 1

    def test_there_are_two_verdicts_sent_by_post(self, dossier, val, client_of):
        assert self.post(client_of(val), dossier, verdict="revoke").status_code == 404
        assert client_of(val).get(f"/admin/dossiers/{dossier.pk}/decision/").status_code == 405

    def test_not_from_elsewhere_nor_without_a_role(self, dossier, val, grace, linus, client, client_of):
        address = f"/admin/dossiers/{dossier.pk}/decision/"
        sent = {"verdict": "validate"}
        assert client_of(val, enforce_csrf_checks=True).post(address, sent).status_code == 403
        assert client_of(grace).post(address, sent).status_code == 404
        assert client_of(linus).post(address, sent).status_code == 403
        assert client.post(address, sent).status_code == 302
        assert Dossier.objects.get().state == "submitted"


class TestDocumentPage:
    def test_it_shows_what_it_says_and_what_was_done(self, certificate, marie, client_of):
        text = text_of(client_of(marie).get(f"/admin/certificats/{certificate.pk}/"))
        for said in (
            "Ce certificat est valide",
            certificate.sha256,
            "Document délivré",
            "Le remplacer",
            "Le retirer",
        ):
            assert said in text

    def test_a_page_is_found_under_its_own_kind_only(self, certificate, marie, client_of):
        assert client_of(marie).get(f"/admin/attestations/{certificate.pk}/").status_code == 404

    def test_it_is_withdrawn_with_a_reason(self, attestation, marie, client_of):
        address = reverse("certification_revoke", args=[attestation.pk])
        assert "Écrivez le motif" in text_of(client_of(marie).post(address, {"reason": ""}, follow=True))
        text = text_of(client_of(marie).post(address, {"reason": "Erreur."}, follow=True))
        assert "Cette attestation n’est plus valide" in text
        assert "Le retirer" not in text

    def test_it_is_replaced_and_one_arrives_at_the_new_one(self, attestation, marie, client_of):
        address = reverse("certification_replace", args=[attestation.pk])
        text = text_of(client_of(marie).post(address, {"holder_name": "", "reason": "Nom."}, follow=True))
        assert "Écrivez le nom à imprimer." in text
        sent = {"holder_name": "Ada L.", "reason": "Nom corrigé."}
        text = text_of(client_of(marie).post(address, sent, follow=True))
        assert "Ada L." in text
        assert "en préparation" in text

    def test_a_null_byte_among_the_words_is_dropped(self, attestation, marie, client_of):
        sent = {"holder_name": "Ada\x00 L.", "reason": "Nom\x00 corrigé."}
        address = reverse("certification_replace", args=[attestation.pk])
        client_of(marie).post(address, sent)
        attestation.refresh_from_db()
        assert attestation.revoked_reason == "Nom corrigé."
        assert attestation.replaced_by.holder_name == "Ada L."

    def test_one_that_met_a_problem_is_made_again(self, pending, marie, client_of):
        Credential.objects.update(problem="Le nom…")
        page = client_of(marie).get(f"/admin/attestations/{pending.pk}/")
        assert "Refaire le fichier" in text_of(page)
        address = reverse("certification_make_again", args=[pending.pk])
        assert "Écrivez le nom" in text_of(client_of(marie).post(address, {"holder_name": ""}, follow=True))
        text = text_of(client_of(marie).post(address, {"holder_name": "Ada L."}, follow=True))
        assert "Ada L." in text
        assert Credential.objects.get().problem == ""

    def test_one_s_own_is_left_to_others(self, attestation, ada, appoint, client_of):
        appoint(ada, "manager")
        text = text_of(client_of(ada).get(f"/admin/attestations/{attestation.pk}/"))
        assert "une autre personne en décide" in text
        assert "Le retirer" not in text

    def test_another_house_cannot_tell_it_exists(self, attestation, eve, client_of):
        assert client_of(eve).get(f"/admin/attestations/{attestation.pk}/").status_code == 404
        for act in ("revoke", "replace", "make_again"):
            assert (
                client_of(eve).post(reverse(f"certification_{act}", args=[attestation.pk])).status_code == 404
            )


class TestRules:
    def test_a_version_in_force_is_shown_and_never_edited(self, version, marie, client_of):
        text = text_of(client_of(marie).get(f"/admin/regles/{version.pk}/"))
        assert "En vigueur : ce qui a été promis ne change plus." in text
        assert "Gouvernance (GOUV)" in text
        assert client_of(marie).post(f"/admin/regles/edit/{version.pk}/", {"label": "x"}).status_code in (
            302,
            403,
        )
        version.refresh_from_db()
        assert version.label == "2026"

    def test_a_scheme_is_shown(self, version, marie, eve, client_of):
        address = f"/admin/certificats-proposes/{version.scheme_id}/"
        assert "Bases de la gestion associative" in text_of(client_of(marie).get(address))
        assert client_of(eve).get(address).status_code == 404


class TestFirstPage:
    def test_validators_find_what_waits(self, dossier, val, client_of):
        text = text_of(client_of(val).get("/admin/"))
        assert "Dossiers à instruire (1)" in text
        assert "Ada Exemple" in text

    def test_with_nothing_it_says_so(self, val, client_of):
        assert "Rien ne vous attend." in text_of(client_of(val).get("/admin/"))

    def test_documents_that_met_a_problem_are_announced(self, pending, val, client_of):
        Credential.objects.update(problem="Le nom…")
        assert "1 document n’a pas pu être fabriqué" in text_of(client_of(val).get("/admin/"))

    def test_trainers_do_not_see_it(self, dossier, grace, client_of):
        assert "Dossiers à instruire" not in text_of(client_of(grace).get("/admin/"))


def test_the_administrator_of_the_installation_sees_every_house_and_decides_in_none(
    dossier, client_of, django_user_model
):
    root = django_user_model.objects.create_superuser("root@exemple.fr", "x")
    browser = client_of(root)
    assert "Ada Exemple" in text_of(browser.get("/admin/dossiers/"))
    assert "Seules les personnes qui valident" in text_of(browser.get(f"/admin/dossiers/{dossier.pk}/"))
