"""Lock all signing keys again, under the newest secret."""

from __future__ import annotations

from django.db import transaction

from certification.models import SigningKey
from certification.vault import lock_again


@transaction.atomic
def lock_keys() -> int:
    """Encrypt every private key under the first of SIGNING_SECRET; how many. All of them, or none: raises Locked."""
    keys = list(SigningKey.objects.select_for_update(no_key=True))
    for key in keys:
        key.private = lock_again(key.private)
        key.save(update_fields=["private"])
    return len(keys)
