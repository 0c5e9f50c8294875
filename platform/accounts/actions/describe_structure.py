"""Change how a structure presents itself: name, address, who signs."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from accounts.actions.sync_groups import sync_groups
from accounts.models import LogEntry, Structure, User
from accounts.refusals import RoleRefused
from accounts.rules.roles import refusals_to_manage

# What a manager may change. Its address on the web and the prefix of its numbers last for ever: they are in documents.
PRESENTATION = (
    "name",
    "short_name",
    "address",
    "postcode",
    "city",
    "siret",
    "email",
    "phone",
    "opening_hours",
    "signatory_name",
    "signatory_role",
)


@transaction.atomic
def describe_structure(*, structure: Structure, words: Mapping[str, str], actor: User | None) -> Structure:
    """Write these words, `PRESENTATION` fields only; documents issued before keep theirs. The groups follow the name.

    Raises RoleRefused when the actor does not manage the structure, ValidationError when the words are not valid.
    """
    if actor is not None:
        reasons = refusals_to_manage(
            actor_roles=actor.roles_in(structure), actor_is_administrator=actor.is_superuser
        )
        if reasons:
            raise RoleRefused(reasons)

    kept = Structure.objects.get(pk=structure.pk)
    changed = [field for field in PRESENTATION if field in words and getattr(kept, field) != words[field]]
    for field in changed:
        setattr(kept, field, words[field])
    if changed:
        kept.full_clean()
        kept.save(update_fields=changed)
        LogEntry.objects.append(
            actor=actor, verb="structure.described", subject=kept, structure=kept, payload={"fields": changed}
        )
        sync_groups(structure=kept)
    return kept
