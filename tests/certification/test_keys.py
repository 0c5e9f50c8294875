"""What a structure signs with: made once, locked, opened by the secrets that the environment gives."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.core.management import CommandError, call_command

from accounts.models import LogEntry
from certification import keys, vault
from certification.actions import make_signing_key as making
from certification.models import SigningKey

pytestmark = pytest.mark.django_db


def test_the_first_need_makes_the_key_and_the_next_finds_it(house, django_assert_num_queries):
    row, private = keys.badge_key_for(house)
    assert row.public_jwk["crv"] == "Ed25519"
    with django_assert_num_queries(1):
        again, the_same = keys.badge_key_for(house)
    assert (again, the_same) == (row, private)
    [line] = LogEntry.objects.filter(verb="signing_key.made")
    assert line.payload == {"purpose": "badge", "fingerprint": row.fingerprint}


def test_a_key_for_documents_comes_with_a_certificate_in_the_name_of_the_structure(house):
    row = keys.key_in_use(house, SigningKey.Purpose.PDF)
    certificate = x509.load_pem_x509_certificate(row.certificate.encode())
    assert house.name[:64] in certificate.subject.rfc4514_string()
    assert row.public_jwk["crv"] == "P-256"
    assert row.valid_until == certificate.not_valid_after_utc
    assert isinstance(keys.private_key(row.fingerprint, bytes(row.private)), EllipticCurvePrivateKey)


def test_two_at_once_make_one(house, monkeypatch):
    """The other one was faster, between our look and our writing."""

    def overtaken(*args):
        monkeypatch.undo()
        making.make_signing_key(structure=house, purpose="badge", actor=None)
        return making._make(*args)

    monkeypatch.setattr(making, "_make", overtaken)
    row = making.make_signing_key(structure=house, purpose="badge", actor=None)
    assert SigningKey.objects.get() == row
    assert LogEntry.objects.filter(verb="signing_key.made").count() == 1


def test_the_private_half_is_kept_locked(house):
    row, private = keys.badge_key_for(house)
    assert private.private_bytes_raw() not in bytes(row.private)
    assert b"Ed25519" not in bytes(row.private)


class TestSecrets:
    def test_a_new_secret_before_the_former_one_opens_what_was_kept(self, settings):
        settings.SIGNING_SECRETS = ["former"]
        kept = vault.lock(b"private")
        settings.SIGNING_SECRETS = ["new", "former"]
        assert vault.unlock(kept) == b"private"
        again = vault.lock_again(kept)
        settings.SIGNING_SECRETS = ["new"]
        assert vault.unlock(again) == b"private"

    def test_without_the_former_one_it_stays_shut_and_says_what_to_give(self, settings):
        kept = vault.lock(b"private")
        settings.SIGNING_SECRETS = ["new"]
        with pytest.raises(vault.Locked, match="SIGNING_SECRET"):
            vault.unlock(kept)

    def test_a_command_locks_all_keys_under_the_new_one(self, house, settings, capsys):
        settings.SIGNING_SECRETS = ["former"]
        row, private = keys.badge_key_for(house)
        settings.SIGNING_SECRETS = ["new", "former"]
        call_command("lock_keys")
        settings.SIGNING_SECRETS = ["new"]
        row.refresh_from_db()
        assert (
            keys.private_key(row.fingerprint, bytes(row.private)).private_bytes_raw()
            == private.private_bytes_raw()
        )
        settings.SIGNING_SECRETS = ["lost"]
        with pytest.raises(CommandError, match="SIGNING_SECRET"):
            call_command("lock_keys")
