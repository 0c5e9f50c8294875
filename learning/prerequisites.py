"""What the editor refuses of prerequisites: what would wait for itself, and steps of another module.

Only the editor refuses. Pages move, and are published one by one: `learning.rules.locks` keeps a ring that came about
otherwise from locking anybody.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from learning.rules import locks


def _ring(graph: locks.Graph, start: Hashable, titles: dict[Hashable, str]) -> str:
    """The pages that would wait for one another, in words; nothing when there are none."""
    return " → ".join(f"“{titles[key]}”" for key in locks.ring_through(graph, start))


class _PrerequisitesForm(WagtailAdminPageForm):
    """A page's form that knows what its author chose as coming before."""

    formset_name = ""

    def chosen(self) -> list[tuple[Page, dict[str, Any]]]:
        """The pages chosen as coming before, each with the rest of its row."""
        formset = self.formsets.get(self.formset_name)
        if formset is None or not formset.is_valid():
            return []
        rows = [row for row in formset.cleaned_data if row.get("needs") and not row.get("DELETE")]
        return [(row["needs"], row) for row in rows]

    def refuse_ring(self, ring: str) -> None:
        if ring:
            message = _("These pages would wait for one another, and nobody could begin: %(ring)s.")
            self.add_error(None, message % {"ring": ring})


class StepForm(_PrerequisitesForm):
    formset_name = "step_prerequisites"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        needed = [page for page, _row in self.chosen()]
        module = self.parent_page
        for page in needed:
            if module is None or not page.is_child_of(module):
                message = _("“%(title)s” is not a step of this module.") % {"title": page.title}
                self.add_error(None, message)
        if module is not None and self.instance.pk:
            self.refuse_ring(self._ring_with(module, needed, in_order=bool(cleaned.get("in_order"))))
        return cleaned

    def _ring_with(self, module: Page, needed: Sequence[Page], *, in_order: bool) -> str:
        steps = apps.get_model("learning", "StepPage").objects
        rows = steps.outlines([module], drafts=True, needs=True)[module.pk]
        needs = tuple(page.translation_key for page in needed)
        rows = [
            row._replace(in_order=in_order, needs=needs) if row.pk == self.instance.pk else row
            for row in rows
        ]
        graph = locks.direct_waits([row.step for row in rows])
        return _ring(graph, self.instance.translation_key, {row.key: row.title for row in rows})


class ModuleForm(_PrerequisitesForm):
    formset_name = "module_prerequisites"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        titles, graph = {}, {}
        rows = apps.get_model("learning", "ModulePrerequisite").objects.filter(is_required=True)
        pages = apps.get_model("learning", "ModulePage").objects.values_list("pk", "title")
        titles.update(pages)
        for module, needs in rows.values_list("module_id", "needs_id"):
            graph.setdefault(module, []).append(needs)
        graph[self.instance.pk] = [page.pk for page, row in self.chosen() if row.get("is_required")]
        self.refuse_ring(_ring(graph, self.instance.pk, titles))
        return cleaned
