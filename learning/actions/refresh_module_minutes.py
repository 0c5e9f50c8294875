"""Keep a module's duration the sum of its steps'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Sum

from accounts.models import LogEntry
from learning.models.module import ModulePage
from learning.models.steps import StepPage

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def refresh_module_minutes(*, module: ModulePage, actor: User | None = None) -> int:
    """The module's minutes, all its live steps together, kept on the module for filters and lists.

    A total that follows from the pages: it may be refreshed at any time, by anybody, to the same effect. Writes a log
    line only when the total changed, since a visitor reads it as a promise.
    """
    minutes = StepPage.objects.live().child_of(module).aggregate(minutes=Sum("minutes"))["minutes"] or 0
    before = ModulePage.objects.filter(pk=module.pk).values_list("estimated_minutes", flat=True).first()
    if before is not None and before != minutes:
        ModulePage.objects.filter(pk=module.pk).update(estimated_minutes=minutes)
        LogEntry.objects.append(
            actor=actor,
            verb="module.duration_changed",
            subject=module,
            structure=module.structure,
            payload={"module": module.code, "from": before, "to": minutes},
        )
    module.estimated_minutes = minutes
    return minutes
