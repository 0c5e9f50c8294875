"""Make a pair of keys for a structure."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from accounts.models import LogEntry, Structure, User
from certification.models import SigningKey
from certification.pairs import Pair, make_badge_pair, make_pdf_pair
from certification.vault import lock


def make_signing_key(*, structure: Structure, purpose: str, actor: User | None) -> SigningKey:
    """The key in use for this purpose, made now if there was none. Two at once make one."""
    known = SigningKey.objects.of(structure).signing(purpose)
    try:
        return known.first() or _make(structure, purpose, actor)
    except IntegrityError:
        return known.get()


@transaction.atomic
def _make(structure: Structure, purpose: str, actor: User | None) -> SigningKey:
    pair = make_pdf_pair(structure.name) if purpose == SigningKey.Purpose.PDF else make_badge_pair()
    return keep_pair(pair, structure=structure, purpose=purpose, actor=actor, verb="signing_key.made")


def keep_pair(
    pair: Pair,
    *,
    structure: Structure,
    purpose: str,
    actor: User | None,
    verb: str,
    origin: str = SigningKey.Origin.MADE,
) -> SigningKey:
    """Keep this pair, its private half locked. Call it inside a transaction; raises IntegrityError where one is in use.

    The line comes first, as everywhere: the log's lock is taken before any other.
    """
    LogEntry.objects.append(
        actor=actor,
        verb=verb,
        subject=structure,
        structure=structure,
        payload={"purpose": str(purpose), "fingerprint": pair.fingerprint},
    )
    return SigningKey.objects.create(
        structure=structure,
        purpose=purpose,
        origin=origin,
        private=lock(pair.private),
        certificate=pair.certificate,
        public_jwk=pair.public_jwk,
        fingerprint=pair.fingerprint,
        valid_until=pair.valid_until,
    )
