"""A structure brings the key that an authority vouches for."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    load_der_private_key,
    pkcs12,
)
from django.utils import timezone

from accounts.models import LogEntry
from certification import keys, pairs
from certification.actions.import_signing_key import import_signing_key
from certification.actions.make_signing_key import make_signing_key
from certification.models import SigningKey
from certification.refusals import KeyRefused, MayNotKeepKeys

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def bought() -> bytes:
    """A PKCS#12 file, valid today."""
    pair = pairs.make_pdf_pair("Maison d’Éloïse")
    return packed(pair)


def packed(pair, password: bytes = b"s\xc3\xa9same") -> bytes:
    return pkcs12.serialize_key_and_certificates(
        b"x",
        load_der_private_key(pair.private, None),
        x509.load_pem_x509_certificate(pair.certificate.encode()),
        None,
        BestAvailableEncryption(password),
    )


def test_it_signs_from_now_on_and_the_former_one_is_retired(house, marie, bought):
    former = make_signing_key(structure=house, purpose="pdf", actor=None)
    row = import_signing_key(structure=house, data=bought, password="sésame", actor=marie)
    former.refresh_from_db()
    assert former.retired_at is not None
    assert row.origin == SigningKey.Origin.IMPORTED
    assert keys.document_signer_for(house)[0] == row
    [line] = LogEntry.objects.filter(verb="signing_key.imported")
    assert (line.actor, line.payload["retired"]) == (marie, former.fingerprint)


def test_it_may_be_the_first(house, marie, bought):
    row = import_signing_key(structure=house, data=bought, password="sésame", actor=marie)
    assert SigningKey.objects.get() == row


def test_twice_is_once(house, marie, bought):
    import_signing_key(structure=house, data=bought, password="sésame", actor=marie)
    with pytest.raises(KeyRefused, match="déjà été importé"):
        import_signing_key(structure=house, data=bought, password="sésame", actor=marie)
    assert SigningKey.objects.count() == 1


def test_what_is_wrong_with_the_file_is_said_and_nothing_changes(house, marie, bought):
    former = make_signing_key(structure=house, purpose="pdf", actor=None)
    old = packed(pairs.make_pdf_pair("x", now=timezone.now() - timedelta(days=365 * 11)))
    alone = pkcs12.serialize_key_and_certificates(
        b"x", ec.generate_private_key(ec.SECP256R1()), None, None, NoEncryption()
    )
    for data, password, said in (
        (bought, "sesame", "mot de passe"),
        (bought, "", "mot de passe"),
        (b"%PDF-1.7", "sésame", "PKCS#12"),
        (bought[:200], "sésame", "PKCS#12"),
        (old, "sésame", "expiré"),
        (alone, "", "certificat"),
    ):
        with pytest.raises(KeyRefused, match=said):
            import_signing_key(structure=house, data=data, password=password, actor=marie)
    former.refresh_from_db()
    assert former.retired_at is None and SigningKey.objects.count() == 1


def test_only_managers_of_the_structure_do(house, val, bought, make_person, other_house):
    for person in (val, make_person("eve", other_house, "manager")):
        with pytest.raises(MayNotKeepKeys):
            import_signing_key(structure=house, data=bought, password="sésame", actor=person)
    assert not SigningKey.objects.exists()
