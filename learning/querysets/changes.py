"""Named questions about what changed in substance."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from cms.freshness import remember

if TYPE_CHECKING:
    from learning.models import ContentChange


class ContentChangeQuerySet(models.QuerySet):
    def by_module(self) -> dict[UUID, list[ContentChange]]:
        """All changes by their module's key, the latest first. Kept until content changes: costs nothing as a rule."""
        return remember("content changes", self._by_module)

    def of_module(self, module_key: UUID) -> list[ContentChange]:
        """The changes to this module and its steps, the latest first. Costs nothing as a rule."""
        return self.by_module().get(module_key, [])

    def _by_module(self) -> dict[UUID, list[ContentChange]]:
        found: dict[UUID, list[ContentChange]] = defaultdict(list)
        for change in self.order_by("-at", "-pk"):
            found[change.module_key].append(change)
        return dict(found)
