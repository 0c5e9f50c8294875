"""What staff may choose from: the network's published pages, but only their own house's drafts and files.

Wagtail keeps houses apart where one edits; its choosers and the API behind them know no houses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.permissions import policy_registry

from accounts.rules.roles import STAFF_ROLES

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

RIGHTS = ["choose", "change", "delete"]


def pages_to_choose(pages: PageQuerySet, request) -> PageQuerySet:
    """Published pages, to link to, and all those of the houses one works for. Costs a query."""
    if request.user.is_superuser:
        return pages
    allowed = Q(live=True)
    for held in request.user.current_memberships:
        if held.structure.site and held.role in STAFF_ROLES:
            allowed |= Q(path__startswith=held.structure.site.root_page.path)
    return pages.filter(allowed)


class OwnFiles:
    """Those of the collections where one has some right."""

    def get_queryset(self):
        policy = policy_registry.get_by_type(self.model)
        mine = policy.instances_user_has_any_permission_for(self.request.user, RIGHTS)
        return super().get_queryset().filter(pk__in=mine.values("pk"))


class OwnDocuments(OwnFiles, DocumentsAdminAPIViewSet):
    pass


class OwnImages(OwnFiles, ImagesAdminAPIViewSet):
    pass
