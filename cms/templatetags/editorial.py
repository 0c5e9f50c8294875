"""What editorial pages ask about their neighbours: the way back, the news."""

from django import template
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from wagtail.models import Page, Site

from cms.models import NewsIndexPage, NewsPage

register = template.Library()

NEWS_A_PAGE = 20


def _root(context: dict) -> Page | None:
    """The home page of the site the request is for; None in a preview without one."""
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    return site.root_page if site else None


@register.simple_tag(takes_context=True)
def crumbs_of(context, page: Page) -> list[dict[str, str]]:
    """The pages above this one, from the home page down, as {title, url}. Costs one query."""
    if not page.pk:
        return []
    request = context.get("request")
    return [
        {"title": above.title, "url": above.get_url(request)}
        for above in page.get_ancestors().filter(depth__gt=1)
        if above.get_url(request)
    ]


@register.simple_tag(takes_context=True)
def latest_news(context, count: int) -> list[NewsPage]:
    """The newest live news of this site. Costs one query."""
    news = NewsPage.objects.newest()
    if root := _root(context):
        news = news.descendant_of(root)
    return list(news[:count])


@register.simple_tag(takes_context=True)
def news_index(context) -> NewsIndexPage | None:
    """The news list of this site, or None. Costs one query."""
    root = _root(context)
    return NewsIndexPage.objects.live().descendant_of(root).first() if root else None


@register.simple_tag
def news_of(index: NewsIndexPage, number: str | None) -> ListPage:
    """One page of an index's news, newest first. A number that makes no sense shows the nearest page."""
    news = NewsPage.objects.newest().child_of(index) if index.pk else NewsPage.objects.none()
    return Paginator(news, NEWS_A_PAGE).get_page(number)
