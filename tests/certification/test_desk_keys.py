"""The page of signing keys: managers see, change, import and give the public half; nobody sees the private one."""

import base64
from datetime import timedelta
from unittest.mock import patch

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    load_der_private_key,
    pkcs12,
)
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification import keys
from certification.actions.make_signing_key import make_signing_key
from certification.models import SigningKey
from certification.pairs import make_pdf_pair
from certification.vault import unlock

pytestmark = pytest.mark.django_db
LIST = "/admin/cles-de-signature/"


@pytest.fixture
def key(house):
    make_signing_key(structure=house, purpose="badge", actor=None)
    return make_signing_key(structure=house, purpose="pdf", actor=None)


@pytest.fixture
def eve(other_house, make_person):
    return make_person("eve", other_house, "manager")


def test_the_page_says_what_signs_and_never_shows_the_private_half(key, marie, client_of):
    page = client_of(marie).get(LIST).content.decode()
    for said in (
        key.fingerprint,
        "EC P-256",
        "Ed25519",
        "Signe aujourd’hui",
        "Changer cette clé",
        "Importer",
    ):
        assert said in page
    for secret in (bytes(key.private), unlock(key.private)):
        for written in (secret.hex(), base64.b64encode(secret).decode(), repr(secret)[2:40]):
            assert written not in page


def test_before_the_first_key_it_says_so(marie, client_of):
    assert "Pas encore de clé" in client_of(marie).get(LIST).content.decode()


def test_others_do_not_come_in(key, val, ada, eve, client, client_of):
    assert client.get(LIST).status_code == 302
    for person in (val, ada):
        assert client_of(person).get(LIST).status_code in (302, 403)
    page = client_of(eve).get(LIST)
    assert page.status_code == 200 and key.fingerprint not in page.content.decode()
    for person in (val, eve):
        browser = client_of(person)
        assert browser.post(f"{LIST}{key.pk}/changement/").status_code in (302, 403, 404)
        assert browser.get(f"{LIST}{key.pk}/public/").status_code in (302, 403, 404)
        assert browser.post(f"{LIST}import/", {"structure": key.structure.slug}).status_code in (
            302,
            403,
            404,
        )
    assert SigningKey.objects.filter(retired_at=None).count() == SigningKey.objects.count() == 2


def test_ten_keys_cost_no_more_queries_than_two(key, marie, client_of, django_assert_max_num_queries):
    browser = client_of(marie)
    browser.get(LIST)
    with CaptureQueriesContext(connection) as few:
        browser.get(LIST)
    queries = len(few)
    for _ in range(4):
        browser.post(f"{LIST}{SigningKey.objects.signing('pdf').get().pk}/changement/")
    browser.get(LIST)
    with django_assert_max_num_queries(queries):
        browser.get(LIST)


def test_a_manager_changes_a_key_and_a_second_click_says_so(key, marie, client_of):
    browser = client_of(marie)
    page = browser.post(f"{LIST}{key.pk}/changement/", follow=True).content.decode()
    assert "La clé est changée" in page and "Retirée" in page
    page = browser.post(f"{LIST}{key.pk}/changement/", follow=True).content.decode()
    assert "déjà été changée" in page
    assert browser.get(f"{LIST}{key.pk}/changement/").status_code == 405
    assert SigningKey.objects.of(key.structure).signing("pdf").get() != key


def test_a_manager_imports_a_key(house, marie, client_of):
    pair = make_pdf_pair("Maison O'Brien-Éloïse")
    data = pkcs12.serialize_key_and_certificates(
        b"x",
        load_der_private_key(pair.private, None),
        x509.load_pem_x509_certificate(pair.certificate.encode()),
        None,
        BestAvailableEncryption("sésame".encode()),
    )
    browser = client_of(marie)

    def sent(content, password="sésame", **more):
        file = SimpleUploadedFile("cle.p12", content)
        answer = browser.post(
            f"{LIST}import/",
            {"structure": house.slug, "file": file, "password": password} | more,
            follow=True,
        )
        return answer.content.decode()

    assert "mot de passe n’ouvre pas" in sent(data, "faux")
    assert "PKCS#12" in sent(b"x" * 100_001)
    assert (
        "Choisissez d’abord"
        in browser.post(f"{LIST}import/", {"structure": house.slug}, follow=True).content.decode()
    )
    assert not SigningKey.objects.exists()
    page = sent(data)
    assert "La clé est importée" in page and "importée)" in page
    assert "sésame" not in page
    assert browser.post(f"{LIST}import/", {"structure": "ailleurs"}).status_code == 404


def test_the_public_half_is_given(key, house, marie, client_of):
    browser = client_of(marie)
    pem = browser.get(f"{LIST}{key.pk}/public/")
    assert pem["Content-Disposition"].endswith('.pem"')
    assert x509.load_pem_x509_certificate(pem.content).not_valid_after_utc == key.valid_until
    badge = SigningKey.objects.signing("badge").get()
    jwk = browser.get(f"{LIST}{badge.pk}/public/").json()
    assert jwk == badge.public_jwk and "d" not in jwk


class TestEnds:
    def test_an_expired_key_is_changed_at_the_next_need(self, key, house):
        SigningKey.objects.filter(pk=key.pk).update(valid_until=timezone.now() - timedelta(days=1))
        key.refresh_from_db()
        assert "Expirée" in key.state
        row = keys.key_in_use(house, "pdf")
        assert row != key and not row.expired
        assert keys.key_in_use(house, "pdf") == row

    def test_two_workers_at_once_change_it_once(self, key, house):
        SigningKey.objects.filter(pk=key.pk).update(valid_until=timezone.now() - timedelta(days=1))
        stale = SigningKey.objects.get(pk=key.pk)
        new = keys.key_in_use(house, "pdf")
        with patch.object(keys.SigningKey.objects.__class__, "of") as of:
            of.return_value.signing.return_value.first.return_value = stale
            with patch.object(keys, "make_signing_key", return_value=new) as made:
                assert keys.key_in_use(house, "pdf") == new
        assert made.called
        assert SigningKey.objects.count() == 3

    def test_it_says_two_months_before_that_its_certificate_ends(self, key):
        key.valid_until = timezone.now() + timedelta(days=30)
        assert "bientôt" in key.state
        key.valid_until = None
        assert key.state == "Signe aujourd’hui"

    def test_sizes_of_rsa_are_named(self):
        n = base64.urlsafe_b64encode(b"\xff" * 384).rstrip(b"=").decode()
        assert SigningKey(public_jwk={"kty": "RSA", "n": n, "e": "AQAB"}).algorithm == "RSA 3072"
