"""The structure, its site and its editorial pages."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, Site

from accounts.models import Structure
from cms.models import HomePage, NewsIndexPage, NewsPage, SiteSettings, StandardPage
from config.demo.words import words
from config.houses import publish, set_up_house


def child(parent: Page, model: type[Page], slug: str, **fields: Any) -> tuple[Page, bool]:
    """The page of this slug under this parent, made and published if it is not there; and whether it was made."""
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found:
        return found, False
    page = model(slug=slug, **fields)
    parent.add_child(instance=page)
    publish(page)
    return page, True


def build_site() -> tuple[Structure, HomePage]:
    """The structure with its site at BASE_URL, and its home page, content to come."""
    structure = set_up_house(
        site_address=settings.BASE_URL, home_slug="accueil-valmont", **words("house")["structure"]
    )
    return structure, structure.site.root_page.specific


def build_pages(home: HomePage, catalogue: Page) -> None:
    """The standard pages, the news, then the home page and the footer that lead to them."""
    content = words("house")
    pages: dict[str, Page] = {catalogue.slug: catalogue}
    for entry in content["pages"]:
        pages[entry["slug"]], _made = child(
            home,
            StandardPage,
            entry["slug"],
            title=entry["title"],
            lead=entry["lead"],
            body=entry["body"],
            show_in_menus=entry.get("menu", False),
        )
    index_words = content["news_index"]
    index, _made = child(
        home,
        NewsIndexPage,
        index_words["slug"],
        title=index_words["title"],
        lead=index_words["lead"],
        show_in_menus=True,
    )
    today = timezone.localdate()
    for entry in content["news"]:
        child(
            index,
            NewsPage,
            entry["slug"],
            title=entry["title"],
            lead=entry["lead"],
            category=entry["category"],
            published_on=today - timedelta(days=entry["days_ago"]),
            body=entry["body"],
        )
    if not home.hero_title:
        _write_home(home, catalogue, pages)
    site_settings = SiteSettings.for_site(Site.objects.get(root_page=home))
    if site_settings.help_page_id is None:
        site_settings.tagline = content["tagline"]
        for field, slug in content["footer"].items():
            setattr(site_settings, field, pages[slug])
        site_settings.save()


def _write_home(home: HomePage, catalogue: Page, pages: dict[str, Page]) -> None:
    content = words("house")
    for field in ("hero_title", "hero_lead", "hero_note", "primary_label", "secondary_label"):
        setattr(home, field, content["home"][field])
    home.primary_page = catalogue
    body = deepcopy(content["home"]["body"])
    for block in body:
        if block["type"] == "call_to_action":
            block["value"]["page"] = pages[block["value"]["page"]].pk
    today = timezone.localdate()
    meetings = [
        {
            "date": (today + timedelta(days=meeting["in_days"])).isoformat(),
            "title": meeting["title"],
            "place": meeting["place"],
            "page": None,
        }
        for meeting in content["agenda"]
    ]
    body.insert(1, {"type": "agenda", "value": {"title": "Agenda", "meetings": meetings}})
    home.body = body
    publish(home)
