"""The way back, the news."""

from datetime import date

import pytest

from cms.models import NewsIndexPage, NewsPage
from cms.templatetags.editorial import crumbs_of, latest_news, news_index, news_of


@pytest.fixture
def news(house):
    return house.site.root_page.add_child(instance=NewsIndexPage(title="Actualités", slug="actualites"))


@pytest.fixture
def context(house, rf):
    return {"request": rf.get("/", HTTP_HOST=house.site.hostname)}


def write(index, title: str, day: int, **fields) -> NewsPage:
    return index.add_child(instance=NewsPage(title=title, published_on=date(2026, 11, day), **fields))


def test_the_newest_news_comes_first(news, context):
    write(news, "Ancienne", 3)
    write(news, "Récente", 19)
    assert [item.title for item in latest_news(context, 1)] == ["Récente"]


def test_a_draft_is_no_news(news, context):
    write(news, "Brouillon", 19, live=False)
    assert latest_news(context, 3) == []


def test_the_news_of_another_house_stays_there(news, other_house, context):
    theirs = other_house.site.root_page.add_child(instance=NewsIndexPage(title="Ailleurs", slug="actualites"))
    write(theirs, "Chez les autres", 19)
    assert latest_news(context, 3) == []
    assert news_index(context) == news


def test_a_page_number_that_makes_no_sense_shows_the_nearest_page(news):
    write(news, "Seule", 3)
    assert news_of(news, "beaucoup").number == 1
    assert news_of(news, "99").number == 1


def test_crumbs_go_from_the_home_page_down(news, context, house):
    item = write(news, "Une nouvelle", 3)
    assert [crumb["title"] for crumb in crumbs_of(context, item)] == [
        house.site.root_page.title,
        "Actualités",
    ]


def test_a_page_not_yet_saved_has_no_crumbs(context):
    assert crumbs_of(context, NewsPage(title="Aperçu")) == []
