"""Change a key that signs for a new one."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Structure, User
from certification.actions.make_signing_key import keep_pair, new_pair
from certification.models import SigningKey
from certification.refusals import KeyRefused, MayNotKeepKeys


def refuse_others(structure: Structure, actor: User) -> None:
    """Raises MayNotKeepKeys for whoever does not manage this structure. Costs one query."""
    if not Structure.objects.managed_by(actor).filter(pk=structure.pk).exists():
        raise MayNotKeepKeys


@transaction.atomic
def rotate_signing_key(*, key: SigningKey, actor: User | None) -> SigningKey:
    """A new key of the same structure and purpose, made here; this one is retired, and what it signed stays valid.

    `actor` None: the platform itself, as the key's certificate expired. A second click finds it retired and changes
    nothing. Raises MayNotKeepKeys, or KeyRefused for a key already retired.
    """
    if actor is not None:
        refuse_others(key.structure, actor)
    if not SigningKey.objects.filter(pk=key.pk, retired_at=None).exists():
        raise KeyRefused(_("This key no longer signs: it was changed already."))
    return keep_pair(
        new_pair(key.structure, key.purpose),
        structure=key.structure,
        purpose=key.purpose,
        actor=actor,
        verb="signing_key.rotated",
        instead_of=key,
    )
