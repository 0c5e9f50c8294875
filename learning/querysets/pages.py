"""Named questions about modules and their steps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models.functions import Length, Substr
from wagtail.models import Page, PageManager, PageQuerySet

from cms.freshness import remember
from learning.facts import Facts
from learning.previews import shows_visitor
from learning.rules.words import search_terms
from learning.study import OutlineRow, Study

if TYPE_CHECKING:
    from learning.models import Enrolment, ModulePage
    from learning.querysets.enrolments import EnrolmentQuerySet


class ModulePageQuerySet(PageQuerySet):
    def of(self, structure) -> ModulePageQuerySet:
        """Modules that this structure owns."""
        return self.filter(structure=structure)

    def of_any(self, structures) -> ModulePageQuerySet:
        """Modules that one of these structures owns."""
        return self.filter(structure__in=structures)

    def for_catalogue(self) -> ModulePageQuerySet:
        """Modules with what a card shows, without their long contents."""
        return self.live().select_related("theme", "slot").defer("objectives", "search_text")

    def matching(self, query: str) -> ModulePageQuerySet:
        """Modules whose words hold every word of the query, whatever the accents, capitals and plurals.

        The words are kept folded in `search_text`, so that it works alike on every database.
        """
        found = self
        for term in search_terms(query):
            found = found.filter(search_text__contains=term)
        return found

    def studies(self, modules: Iterable[ModulePage], *, learner, request) -> dict[int, Study]:
        """What this person has before them in each module, by the module's pk.

        Costs four queries whatever the number of modules, five where some wait for others; one for a visitor.
        """
        modules = list(modules)
        outlines = self._outlines(modules)
        enrolments, facts = {}, Facts.none()
        if modules and learner.is_authenticated:
            found = self._enrolments().by(learner).active().filter(module__in=modules)
            enrolments = {enrolment.module_id: enrolment for enrolment in found}
            facts = Facts.of([learner.pk], modules, enrolments.values())
        return {
            module.pk: Study(
                module=module,
                url=module.get_url(request) or "",
                outline=outlines[module.pk],
                enrolment=enrolments.get(module.pk),
                **facts.about(
                    learner.pk,
                    module.translation_key,
                    enrolments.get(module.pk),
                    module=module,
                    request=request,
                ),
            )
            for module in modules
        }

    def enrolled(self, enrolments: Iterable[Enrolment], *, request) -> list[Study]:
        """What a person has before them in each of their enrolments, in that order; a module that is
        no longer online has no steps any more. Costs two queries whatever the number and whose they are; one more
        where content changed, where a module is no longer online, and where some wait for others."""
        enrolments = list(enrolments)
        self._attach_modules(enrolments)
        online = [one.module for one in enrolments if one.module and one.module.live]
        outlines = self._outlines(online)
        facts = Facts.of({one.learner_id for one in enrolments}, online, enrolments)
        return [
            Study(
                module=enrolment.module,
                url=(enrolment.module.get_url(request) or "") if enrolment.module else "",
                outline=outlines.get(enrolment.module_id, []),
                enrolment=enrolment,
                **facts.about(
                    enrolment.learner_id,
                    enrolment.module_key,
                    enrolment,
                    module=enrolment.module if enrolment.module_id in outlines else None,
                    request=request,
                ),
            )
            for enrolment in enrolments
        ]

    def previewed(self, module: ModulePage, request, *, at: Page | None) -> Study:
        """What a learner or a visitor would have before them: drafts included, nothing done, nothing kept."""
        outline = self._steps().outlines([module], drafts=True)[module.pk] if module.pk else []
        if at is not None:
            row = OutlineRow.of(at)
            outline = [row if known.pk == at.pk else known for known in outline]
            outline += [] if row in outline else [row]
        as_visitor = shows_visitor(request)
        enrolment = None if as_visitor else self._enrolments().model(module=module, module_title=module.title)
        return Study(module=module, url=module.get_url(request) or "", outline=outline, enrolment=enrolment)

    def online(self) -> dict[int, ModulePage]:
        """The modules online, by their pk, without their long contents; kept until content changes."""
        light = self.model._default_manager.defer("objectives", "search_text", "summary", "recognition_note")
        return remember("modules online", lambda: {module.pk: module for module in light.live()})

    def _attach_modules(self, enrolments: list[Enrolment]) -> None:
        """Give each enrolment its module's page, from those kept until content changes where it is online."""
        online = self.online()
        missing = {one.module_id for one in enrolments if one.module_id} - online.keys()
        light = self.model._default_manager.defer("objectives", "search_text", "summary", "recognition_note")
        others = light.in_bulk(missing) if missing else {}
        for enrolment in enrolments:
            if enrolment.module_id:
                enrolment.module = online.get(enrolment.module_id) or others[enrolment.module_id]

    def _outlines(self, modules: list[ModulePage]) -> dict[int, list[OutlineRow]]:
        """The live steps of each module with what they wait for, kept until content changes."""
        key = ("outlines", *sorted({module.pk for module in modules}))
        return remember(key, lambda: self._steps().outlines(modules, needs=True))

    def _steps(self) -> StepPageQuerySet:
        return apps.get_model("learning", "StepPage").objects

    def _enrolments(self) -> EnrolmentQuerySet:
        return apps.get_model("learning", "Enrolment").objects


ModulePageManager = PageManager.from_queryset(ModulePageQuerySet)


class StepPageQuerySet(PageQuerySet):
    def published_once(self) -> StepPageQuerySet:
        """Steps that were online one day, be they still or not: what was begun there may be sent."""
        return self.exclude(first_published_at=None)

    def finished_by_reading(self) -> StepPageQuerySet:
        """Steps, online one day, that the learner's word is enough to finish."""
        kinds = [model for model in self.model.__subclasses__() if model.finished_by_reading]
        return self.published_once().type(tuple(kinds))

    def in_module(self, module: Page) -> StepPageQuerySet:
        """The steps under this module, in order, published or not."""
        return self.child_of(module).order_by("path")

    def outlines(
        self, modules: Iterable[Page], *, drafts: bool = False, needs: bool = False
    ) -> dict[int, list[OutlineRow]]:
        """The live steps of each module, in order, by the module's pk. Costs one query whatever the number.

        With ``needs``, each with the steps that its author says come before it, for one query more.
        """
        at = {module.path: module.pk for module in modules}
        outlines: dict[int, list[OutlineRow]] = {pk: [] for pk in at.values()}
        if not at:
            return outlines
        rows = (
            (self.all() if drafts else self.live())
            # The range uses the index of `path`; the parent's path then keeps the modules that were asked for.
            .filter(path__range=(min(at), max(at) + "Z" * Page.steplen))
            .annotate(module_path=Substr("path", 1, Length("path") - Page.steplen))
            .filter(module_path__in=list(at))
            .order_by("path")
            .values_list(
                "module_path",
                "content_type_id",
                "pk",
                "translation_key",
                "title",
                "slug",
                "minutes",
                "required",
                "in_order",
            )
        )
        rows = list(rows)
        needed = self._needed([pk for _path, _kind, pk, *_rest in rows]) if needs else {}
        for module_path, content_type_id, pk, *row, in_order in rows:
            kind = ContentType.objects.get_for_id(content_type_id).model_class()
            icon = kind.step_icon if kind else self.model.step_icon
            outlines[at[module_path]].append(
                OutlineRow(pk, *row, icon=icon, in_order=in_order, needs=tuple(needed.get(pk, ())))
            )
        return outlines

    def _needed(self, steps: list[int]) -> dict[int, list[UUID]]:
        """The keys of what each of these steps names as coming before it. Costs one query."""
        found: dict[int, list[UUID]] = defaultdict(list)
        pairs = apps.get_model("learning", "StepPrerequisite").objects.filter(step__in=steps).order_by("pk")
        for pk, key in pairs.values_list("step_id", "needs__translation_key"):
            found[pk].append(key)
        return found


StepPageManager = PageManager.from_queryset(StepPageQuerySet)
