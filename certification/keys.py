"""What a structure signs with, ready to sign: made at the first need, opened once per process."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_der_private_key
from django.conf import settings

from accounts.models import Structure
from certification.actions.make_signing_key import make_signing_key
from certification.actions.rotate_signing_key import rotate_signing_key
from certification.formats.signature import DocumentSigner
from certification.models import SigningKey
from certification.refusals import KeyRefused
from certification.vault import unlock


def key_in_use(structure: Structure, purpose: str) -> SigningKey:
    """The key that signs today, made now if there was none, or if its certificate expired. Costs one query."""
    found = SigningKey.objects.of(structure).signing(purpose).first()
    if found is not None and found.expired:
        with suppress(KeyRefused):  # another worker was faster
            return rotate_signing_key(key=found, actor=None)
        found = None
    return found or make_signing_key(structure=structure, purpose=purpose, actor=None)


def badge_key_for(structure: Structure) -> tuple[SigningKey, Ed25519PrivateKey]:
    """What signs this structure's badges: the row to name in what is signed, and its private key. Costs one query."""
    row = key_in_use(structure, SigningKey.Purpose.BADGE)
    return row, private_key(row.fingerprint, bytes(row.private))


def document_signer_for(structure: Structure) -> tuple[SigningKey, DocumentSigner]:
    """What signs this structure's PDF documents: the row to name in the record, and its signer. Costs one query."""
    row = key_in_use(structure, SigningKey.Purpose.PDF)
    return row, document_signer(row)


def document_signer(row: SigningKey) -> DocumentSigner:
    """The signer of this key, in use or retired. One a process, however many documents. Raises Locked."""
    return _signer(row.fingerprint, bytes(row.private), row.certificate, settings.TIMESTAMP_URL)


@lru_cache(maxsize=64)
def _signer(fingerprint: str, kept: bytes, certificate: str, timestamp_url: str) -> DocumentSigner:
    return DocumentSigner(private_key(fingerprint, kept), certificate, timestamp_url=timestamp_url)


@lru_cache(maxsize=64)
def private_key(fingerprint: str, kept: bytes):
    """The private half, opened. Kept for the process; given only to what signs. Raises Locked."""
    return load_der_private_key(unlock(kept), password=None)
