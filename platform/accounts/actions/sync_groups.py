"""Give each staff role of a structure its Wagtail group and exactly its rights."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission

from accounts.actions.sync_people import sync_people
from accounts.models import Membership, RoleGroup, Structure
from accounts.rules.roles import COLLECTION_RIGHTS, GENERAL_RIGHTS, PAGE_RIGHTS, SITE_RIGHTS, STAFF_ROLES


@transaction.atomic
def sync_groups(*, structure: Structure) -> list[RoleGroup]:
    """Make the structure's groups, their rights and their members what roles say. Safe to repeat.

    The groups belong to the platform: a right added to one by hand is taken away. Call it after a structure's site or
    collection changed. Pages are those of its site; a structure without site gives no right on pages yet.
    """
    groups = [_group_of(structure=structure, role=role) for role in STAFF_ROLES]
    root_page_id = structure.site.root_page_id if structure.site else None
    for held in groups:
        group, role = held.group, held.role
        group.permissions.set(_permissions(GENERAL_RIGHTS[role]))
        pages = {(root_page_id, pk) for pk in _page_permissions(PAGE_RIGHTS[role])} if root_page_id else set()
        _set_rights(GroupPagePermission, group, "page_id", pages)
        collection_id = structure.collection_id
        kept = (
            {(collection_id, right.pk) for right in _permissions(COLLECTION_RIGHTS[role])}
            if collection_id
            else set()
        )
        _set_rights(GroupCollectionPermission, group, "collection_id", kept)
        sites = (
            {(structure.site_id, right.pk) for right in _permissions(SITE_RIGHTS[role])}
            if root_page_id
            else set()
        )
        _set_rights(GroupSitePermission, group, "site_id", sites)
    sync_people(structure=structure)
    return groups


def _group_of(*, structure: Structure, role: str) -> RoleGroup:
    """The group of this role, made or renamed if need be. Two structures of one short name are told apart."""
    name = f"{structure.short_name} · {Membership.Role(role).label}"
    held = RoleGroup.objects.select_related("group").filter(structure=structure, role=role).first()
    if Group.objects.filter(name=name).exclude(pk=held.group_id if held else None).exists():
        name = f"{name} ({structure.slug})"
    if held is None:
        return RoleGroup.objects.create(structure=structure, role=role, group=Group.objects.create(name=name))
    if held.group.name != name:
        held.group.name = name
        held.group.save(update_fields=["name"])
    return held


def _permissions(names: Iterable[str]) -> list[Permission]:
    """The permissions of these “app.codename”. Those of an app that is not installed are left out."""
    wanted = Q(pk=None)
    for name in names:
        app, _dot, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    return list(Permission.objects.filter(wanted))


def _page_permissions(codenames: Iterable[str]) -> list[int]:
    pages = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    return list(pages.filter(codename__in=codenames).values_list("pk", flat=True))


def _set_rights(model, group: Group, target: str, wanted: set[tuple[int, int]]) -> None:
    """Make the group's rows of this table exactly these (target, permission)."""
    kept = {(getattr(row, target), row.permission_id): row.pk for row in model.objects.filter(group=group)}
    model.objects.filter(pk__in=[pk for right, pk in kept.items() if right not in wanted]).delete()
    model.objects.bulk_create(
        [
            model(group=group, permission_id=permission_id, **{target: target_id})
            for target_id, permission_id in sorted(wanted - kept.keys())
        ]
    )
