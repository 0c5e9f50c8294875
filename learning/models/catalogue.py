"""The page that lists modules."""

from __future__ import annotations

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.freshness import remember
from cms.routing import RarelyRestrictedMixin
from learning.forms import CatalogueFilters
from learning.models.module import ModulePage
from learning.models.paths import PathPage

MODULES_A_PAGE = 12


class CataloguePage(RarelyRestrictedMixin, Page):
    """The catalogue of a house: its modules, searched and filtered."""

    lead = models.TextField(_("introduction"), max_length=400, blank=True)

    content_panels = Page.content_panels + [FieldPanel("lead")]

    parent_page_types = ["cms.HomePage"]
    subpage_types = ["learning.ModulePage", "learning.PathPage"]

    class Meta:
        verbose_name = _("catalogue")
        verbose_name_plural = _("catalogues")

    def modules(self) -> models.QuerySet:
        """The published modules of this catalogue, in the order authors gave them."""
        return ModulePage.objects.child_of(self).for_catalogue().order_by("path")

    def paths(self) -> list[PathPage]:
        """The published paths of this catalogue, in the order authors gave them. Costs one query."""
        return list(PathPage.objects.live().child_of(self).order_by("path"))

    def found(self, choices: QueryDict) -> tuple[CatalogueFilters, PaginatorPage]:
        """What these choices of a visitor find, and the choices as understood. Costs three queries."""
        filters = CatalogueFilters(choices, modules=self.modules())
        found = Paginator(filters.found(), MODULES_A_PAGE).get_page(choices.get("page"))
        found.object_list = list(found.object_list)
        return filters, found

    def get_context(self, request, *args, **kwargs):
        if request.GET:
            filters, found = self.found(request.GET)
        else:
            filters, found = remember(("catalogue", self.pk), lambda: self.found(request.GET))
        studies = ModulePage.objects.studies(found.object_list, learner=request.user, request=request)
        first_page = not filters.chosen and found.number == 1
        paths = remember(("catalogue paths", self.pk), self.paths) if first_page else []
        return super().get_context(request, *args, **kwargs) | {
            "filters": filters,
            "page_obj": found,
            "studies": list(studies.values()),
            "paths": paths,
            "crumbs": [{"title": _("Home"), "url": "/"}],
        }
