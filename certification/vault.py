"""The safe: private keys are kept encrypted, under a key derived from a secret that is in no database.

Whoever steals the database or its backup has no key; whoever has the environment too has all of them.
"""

from __future__ import annotations

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Locked(Exception):
    """No secret that we were given opens this. The message says which variable to look at."""

    def __init__(self) -> None:
        super().__init__("No secret of SIGNING_SECRET opens the signing keys: give back the former one.")


def lock(private: bytes) -> bytes:
    """Encrypt for keeping, under the newest secret."""
    return _safe(tuple(settings.SIGNING_SECRETS)).encrypt(private)


def unlock(kept: bytes) -> bytes:
    """What was kept, opened with any of the secrets. Raises Locked."""
    try:
        return _safe(tuple(settings.SIGNING_SECRETS)).decrypt(bytes(kept))
    except InvalidToken:
        raise Locked from None


def lock_again(kept: bytes) -> bytes:
    """The same, under the newest secret. Raises Locked."""
    return lock(unlock(kept))


@lru_cache(maxsize=4)
def _safe(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in secrets])


def _derived(secret: str) -> bytes:
    """The encryption key that stands for a secret: it opens nothing else than keys of signatures."""
    derive = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"essaim signing keys 1")
    return base64.urlsafe_b64encode(derive.derive(secret.encode()))
