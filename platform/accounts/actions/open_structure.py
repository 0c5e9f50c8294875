"""Open a house (or a network head): its row, its collection of files, its groups."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.models import Collection, Site

from accounts.actions.sync_groups import sync_groups
from accounts.models import LogEntry, Structure, User


@transaction.atomic
def open_structure(*, actor: User | None, site: Site | None, **identity: Any) -> Structure:
    """Make a structure whose pages are those of this site; ``identity`` are the fields of `Structure`.

    Its images and documents get a collection of their own, its staff roles their groups. Moderation of its pages is
    the matter of `cms.moderation.ensure_workflow`, once its home page is there. Raises ValidationError.
    """
    structure = Structure(site=site, **identity)
    structure.full_clean()
    structure.collection = Collection.get_first_root_node().add_child(name=structure.name)
    structure.save()
    LogEntry.objects.append(
        actor=actor,
        verb="structure.opened",
        subject=structure,
        structure=structure,
        payload={"slug": structure.slug},
    )
    sync_groups(structure=structure)
    return structure
