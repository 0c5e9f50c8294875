"""What programs, and people with a short code, read of a document: the page's answer, no more."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from pypdf import PdfReader

from certification import pace
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.models import Credential
from certification.rules.short_codes import grouped
from tests.pages import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_pace():
    pace._asked.clear()
    yield
    pace._asked.clear()


def asked(client, reference) -> dict:
    return client.get(f"/api/certificats/{reference}/").json()


class TestApi:
    def test_it_says_what_the_page_says(self, attestation, client, house):
        said = asked(client, attestation.public_id)
        assert said["status"] == "valid"
        assert said["number"] == attestation.number
        assert said["issuer"] == house.name
        assert said["holder"] == "Ada Exemple"
        assert said["sha256"] == attestation.sha256
        assert said["page"].endswith(attestation.get_absolute_url())
        assert said["issued_on"] == attestation.frozen["granted_on"]
        assert said["valid_until"] is said["reason"] is said["replaced_by"] is None

    def test_nothing_else_of_the_holder_is_said(self, attestation, ada, client):
        said = client.get(f"/api/certificats/{attestation.public_id}/").content.decode()
        assert ada.email not in said
        assert set(asked(client, attestation.public_id)) == {
            *("status", "checked_at", "number", "kind", "title", "issuer", "issued_on", "valid_until"),
            *("ended_on", "reason", "holder", "holder_erased", "sha256", "page", "replaced_by"),
        }

    def test_a_number_tells_neither_name_nor_address(self, attestation, client):
        said = asked(client, attestation.number.lower())
        assert said["status"] == "valid"
        assert not {"holder", "page", "sha256", "replaced_by"} & set(said)
        assert attestation.public_id not in str(said)

    @pytest.mark.parametrize("form", [str, grouped, str.lower, lambda code: code.replace("0", "O")])
    def test_a_short_code_is_as_good_as_the_address(self, attestation, client, form):
        assert asked(client, form(attestation.short_code))["holder"] == "Ada Exemple"

    def test_ends_are_told_with_their_reason(self, certificate, attestation, marie, client):
        revoke(credential=certificate, actor=marie, reason="Fraude d'O'Brien")
        new = replace(credential=attestation, actor=marie, holder_name="Ada Éloïse", reason="Nom corrigé")
        revoked = asked(client, certificate.public_id)
        assert (revoked["status"], revoked["reason"]) == ("revoked", "Fraude d'O'Brien")
        assert revoked["ended_on"] == timezone.localdate().isoformat()
        replaced = asked(client, attestation.public_id)
        assert replaced["status"] == "replaced"
        assert replaced["replaced_by"].endswith(new.get_absolute_url())
        assert asked(client, new.public_id)["status"] == "pending"

    @pytest.mark.parametrize("reference", ["x", "VAL-2026-9999", "7H3K-90MX-Q2RB", "7H3K-90MX-Q2RC", "é’ "])
    def test_an_unknown_one_is_404_and_said(self, house, client, reference):
        response = client.get(f"/api/certificats/{reference}/")
        assert response.status_code == 404
        assert response.json()["status"] == "unknown"

    def test_it_is_read_by_any_site_kept_nowhere_and_only_read(self, attestation, client):
        response = client.get(f"/api/certificats/{attestation.public_id}/")
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "no-store" in response["Cache-Control"]
        assert client.post(f"/api/certificats/{attestation.public_id}/").status_code == 405

    @pytest.mark.parametrize("by", ["public_id", "short_code", "number"])
    def test_it_costs_at_most_three_queries(self, attestation, client, by, django_assert_max_num_queries):
        asked(client, attestation.public_id)
        with django_assert_max_num_queries(3):
            asked(client, getattr(attestation, by))


class TestShortCode:
    def test_it_is_printed_beside_the_qr(self, attestation, certificate):
        for document in (attestation, certificate):
            text = PdfReader(io.BytesIO(document.read_file())).pages[0].extract_text()
            assert grouped(document.short_code) in text

    def test_it_is_typed_on_the_page(self, attestation, client):
        page = text_of(client.get("/verifier/", {"numero": grouped(attestation.short_code).lower()}))
        assert "Cette attestation est valable" in page or "valable" in page
        assert "Ada Exemple" in page

    def test_a_wrong_one_finds_nobody(self, attestation, client):
        wrong = attestation.short_code[:-1] + ("A" if attestation.short_code[-1] != "A" else "B")
        page = text_of(client.get("/verifier/", {"numero": wrong}))
        assert "Aucun document" in page and "Ada" not in page

    def test_a_document_that_replaces_has_its_own(self, attestation, marie):
        new = replace(credential=attestation, actor=marie, holder_name="Ada Éloïse", reason="Nom")
        assert new.short_code and new.short_code != attestation.short_code
        assert new.frozen["short_code"] == grouped(new.short_code)


class TestStanding:
    def test_past_its_last_day_it_says_expired_and_proves_nothing(self, attestation, client):
        yesterday = timezone.localdate() - timedelta(days=1)
        Credential.objects.filter(pk=attestation.pk).update(expires_on=yesterday)
        assert asked(client, attestation.public_id)["status"] == "expired"
        page = text_of(client.get(attestation.get_absolute_url()))
        assert "Ce document a expiré" in page and "Il n’a pas été retiré" in page
        assert "Ce qu’il prouve" not in page
        number = text_of(client.get("/verifier/", {"numero": attestation.number}))
        assert "Ce document a expiré" in number and "Ada" not in number

    def test_until_then_it_says_until_when(self, attestation, client):
        Credential.objects.filter(pk=attestation.pk).update(expires_on=timezone.localdate())
        page = text_of(client.get(attestation.get_absolute_url()))
        assert "Valable jusqu’au" in page and "expiré" not in page

    def test_an_erased_holder_is_said_and_not_named(self, attestation, client):
        Credential.objects.filter(pk=attestation.pk).update(holder_shown="erased")
        page = text_of(client.get(attestation.get_absolute_url()))
        assert "le titulaire a été effacé à sa demande" in page
        assert "Ada" not in page and "A. E." not in page
        said = asked(client, attestation.public_id)
        assert (said["holder"], said["holder_erased"], said["status"]) == (None, True, "valid")


class TestPace:
    def test_who_asks_too_often_waits_and_others_do_not(self, attestation, client, settings):
        settings.VERIFICATIONS_A_MINUTE = 3
        for _ in range(3):
            assert client.get(attestation.get_absolute_url()).status_code == 200
        response = client.get("/verifier/", {"numero": attestation.number})
        assert response.status_code == 429
        assert response["Retry-After"] == "60"
        assert "Attendez une minute" in text_of(response)
        told = client.get(f"/api/certificats/{attestation.number}/")
        assert (told.status_code, told.json()) == (429, {"status": "too-many-requests"})
        other = client.get(attestation.get_absolute_url(), REMOTE_ADDR="192.0.2.7")
        assert other.status_code == 200

    def test_the_next_minute_is_another(self, settings, monkeypatch):
        settings.VERIFICATIONS_A_MINUTE = 1
        now = [600.0]
        monkeypatch.setattr(pace.time, "time", lambda: now[0])
        assert pace.may_ask("192.0.2.1") and not pace.may_ask("192.0.2.1")
        now[0] += 60
        assert pace.may_ask("192.0.2.1")
