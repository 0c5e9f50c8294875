"""Named questions about editorial pages."""

from wagtail.models import PageManager, PageQuerySet


class NewsPageQuerySet(PageQuerySet):
    def newest(self) -> "NewsPageQuerySet":
        """Live news, newest first."""
        return self.live().order_by("-published_on", "-pk")


NewsPageManager = PageManager.from_queryset(NewsPageQuerySet)
