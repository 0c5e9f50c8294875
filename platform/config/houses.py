"""Set a house up: its site, its first pages, its structure, its moderation."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from accounts.actions.open_structure import open_structure
from accounts.models import Structure
from cms.models import HomePage
from cms.moderation import ensure_workflow
from learning.models import CataloguePage


def publish(page: Page) -> None:
    page.save_revision().publish()


@transaction.atomic
def set_up_house(*, site_address: str, home_slug: str, **identity: Any) -> Structure:
    """The structure of this identity with a site at this address, a home page and a catalogue. Safe to repeat.

    The first house becomes the default site, and Wagtail's own “Welcome” page, as its migrations leave it, goes.
    Raises ValidationError naming the field of the identity that is wrong.
    """
    structure = Structure.objects.filter(slug=identity["slug"]).first()
    home = structure.site.root_page.specific if structure else _first_pages(home_slug)
    site = _site_at(site_address, home, identity["name"])
    if structure is None:
        structure = open_structure(site=site, actor=None, **identity)
    ensure_workflow(structure)
    return structure


def _first_pages(home_slug: str) -> HomePage:
    home = HomePage(title=_("Home"), slug=home_slug)
    Page.get_first_root_node().add_child(instance=home)
    publish(home)
    catalogue = CataloguePage(title=_("Modules"), slug="formations", show_in_menus=True)
    home.add_child(instance=catalogue)
    publish(catalogue)
    return home


def host_and_port(address: str) -> tuple[str, int]:
    """Where a site answers. Raises ValueError for what is no whole address."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a whole address is needed, such as https://valmont.example.")
    return parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def _site_at(address: str, home: HomePage, name: str) -> Site:
    hostname, port = host_and_port(address)
    site = Site.objects.filter(root_page=home).first() or Site()
    untouched = Site.objects.filter(is_default_site=True, structure=None).exclude(root_page=home).first()
    if untouched is not None:
        site = untouched
    site.hostname, site.port, site.root_page, site.site_name = hostname, port, home, name
    site.is_default_site = site.is_default_site or not Site.objects.filter(is_default_site=True).exists()
    site.save()
    welcome = ContentType.objects.get_for_model(Page)
    for page in Page.objects.filter(depth=2, slug="home", content_type=welcome):
        page.delete()
    return site
