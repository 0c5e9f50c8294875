"""Make a pair of keys for a structure."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone

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
    pair = new_pair(structure, purpose)
    return keep_pair(pair, structure=structure, purpose=purpose, actor=actor, verb="signing_key.made")


def new_pair(structure: Structure, purpose: str) -> Pair:
    """A pair made now for this purpose, kept nowhere yet."""
    return make_pdf_pair(structure.name) if purpose == SigningKey.Purpose.PDF else make_badge_pair()


def keep_pair(
    pair: Pair,
    *,
    structure: Structure,
    purpose: str,
    actor: User | None,
    verb: str,
    origin: str = SigningKey.Origin.MADE,
    instead_of: SigningKey | None = None,
) -> SigningKey:
    """Keep this pair, its private half locked; `instead_of` is retired at the same moment.

    Call it inside a transaction; raises IntegrityError where another one is in use. The line comes first, as
    everywhere: the log's lock is taken before any other.
    """
    LogEntry.objects.append(
        actor=actor,
        verb=verb,
        subject=structure,
        structure=structure,
        payload={
            "purpose": str(purpose),
            "fingerprint": pair.fingerprint,
            **({"retired": instead_of.fingerprint} if instead_of else {}),
        },
    )
    if instead_of:
        SigningKey.objects.filter(pk=instead_of.pk, retired_at=None).update(retired_at=timezone.now())
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
