"""What every template of the public site may show."""

from __future__ import annotations

from django.conf import settings
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _

from cms.display import display_of
from cms.freshness import remember
from cms.models import SiteSettings
from cms.sites import structure_of

FOOTER_FIELDS = ("help_page", "contact_page", "accessibility_page", "privacy_page", "legal_page")


def _menu_pages(site) -> tuple[list[dict], list[dict]]:
    """The main menu's pages and the footer's. Costs three queries."""
    main = [{"title": _("Home"), "url": "/"}]
    main += [
        {"title": page.title, "url": page.get_url(current_site=site)}
        for page in site.root_page.get_children().live().in_menu()
    ]
    words = SiteSettings.objects.select_related(*FOOTER_FIELDS).filter(site=site).first()
    pages = [getattr(words, field) for field in FOOTER_FIELDS] if words else []
    footer = [
        {"title": page.title, "url": page.get_url(current_site=site)} for page in pages if page and page.live
    ]
    return main, footer


def _menus(request) -> tuple[list[dict], list[dict]]:
    site = request._wagtail_site
    return remember(("menus", site.pk), lambda: _menu_pages(site)) if site else ([], [])


def site_words(request) -> dict:
    """`structure`, `main_menu` (title, url, current), `menu_here`, `footer_menu`: lazy, an admin page pays nothing.

    And `display`, how this browser reads.
    """

    def entries() -> list[dict]:
        return [
            *_menus(request)[0],
            {"title": _("My learning"), "url": "/mon-parcours/"},
            {"title": _("Verify a document"), "url": "/verifier/"},
        ]

    def here() -> str:
        """The address of the entry that leads to this page or above it; empty where none does."""
        under = [entry["url"] for entry in entries() if request.path.startswith(entry["url"])]
        return next((url for url in under if url != "/" or request.path == "/"), "")

    def main_menu() -> list[dict]:
        return [entry | {"current": entry["url"] == here()} for entry in entries()]

    return {
        "structure": SimpleLazyObject(lambda: structure_of(request)),
        "main_menu": SimpleLazyObject(main_menu),
        "menu_here": SimpleLazyObject(here),
        "footer_menu": SimpleLazyObject(lambda: _menus(request)[1]),
        "display": display_of(request),
        "debug_mail": settings.DEBUG and not settings.EMAIL_URL,
    }
