"""What a change of content makes stale.

Each handler forgets at once, for whoever makes the change, and again once it is committed, for everybody: between the
two another process may have read what is about to change.
"""

from __future__ import annotations

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from accounts.models import Structure
from cms.freshness import content_changed
from cms.models import SiteSettings
from cms.page_cache import purge_around, purge_everything


def page_changed(sender, instance: Page, **kwargs) -> None:
    """Purge once the change is committed; menus show pages of every house's first level."""
    content_changed()
    if instance.depth <= 3 and (instance.show_in_menus or instance.depth == 2):
        transaction.on_commit(purge_everything)
    else:
        transaction.on_commit(lambda: purge_around(instance))


def everything_changed(sender, **kwargs) -> None:
    """A branch that moved or went, a site, a structure, the words of every page: all that is kept is stale."""
    content_changed()
    transaction.on_commit(purge_everything)


def page_saved(sender, instance, raw: bool = False, **kwargs) -> None:
    """Whatever saves a page outside Wagtail's own ways: forget what this process and the others worked out from it."""
    if isinstance(instance, Page) and not raw:
        content_changed()
        transaction.on_commit(content_changed)


def connect() -> None:
    page_published.connect(page_changed)
    page_unpublished.connect(page_changed)
    page_slug_changed.connect(everything_changed)
    post_page_move.connect(everything_changed)
    post_save.connect(page_saved)
    for model in (Site, Structure, SiteSettings, PageViewRestriction):
        post_save.connect(everything_changed, sender=model)
        post_delete.connect(everything_changed, sender=model)
    post_delete.connect(everything_changed, sender=Page)
