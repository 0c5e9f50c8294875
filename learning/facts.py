"""What people did, need not do and must do before, in some modules: gathered once, for one person or many.

Progress is computed from these facts alone, wherever it is shown: one set of facts, one rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.apps import apps

from cms.freshness import remember
from learning.rules import completion, locks
from learning.study import NeededModule

if TYPE_CHECKING:
    from learning.models import Enrolment, ModulePage

#: A module named by somebody's waivers as a whole.
WHOLE = None


def needs_online() -> dict[UUID, list[tuple[ModulePage, bool]]]:
    """The live modules that each live module waits for, or only advises, by its key; what waits for itself waits for
    nothing. Kept until content changes."""
    return remember("module needs", _needs_online)


def _needs_online() -> dict[UUID, list[tuple[ModulePage, bool]]]:
    online = apps.get_model("learning", "ModulePage").objects.online()
    rows = apps.get_model("learning", "ModulePrerequisite").objects.order_by("module", "pk")
    pairs = [
        (online[module], online[needs], required)
        for module, needs, required in rows.values_list("module_id", "needs_id", "is_required")
        if module in online and needs in online
    ]
    graph: dict[UUID, list[UUID]] = defaultdict(list)
    for module, needed, required in pairs:
        if required:
            graph[module.translation_key].append(needed.translation_key)
    open_graph = locks.unringed(graph)
    found: dict[UUID, list[tuple[ModulePage, bool]]] = defaultdict(list)
    for module, needed, required in pairs:
        if not required or needed.translation_key in open_graph[module.translation_key]:
            found[module.translation_key].append((needed, required))
    return dict(found)


@dataclass(frozen=True)
class Facts:
    """What some people did and need not do. ``of`` gathers it in two queries, three where modules wait for others."""

    done_at: Mapping[int, Mapping[UUID, Any]] = field(default_factory=dict)
    waived: Mapping[tuple[int, UUID], Collection[UUID | None]] = field(default_factory=dict)
    finished: Collection[tuple[int, UUID]] = frozenset()

    @classmethod
    def none(cls) -> Facts:
        """Those of a visitor."""
        return cls()

    @classmethod
    def of(
        cls, learners: Collection[int], modules: Iterable[ModulePage], enrolments: Iterable[Enrolment]
    ) -> Facts:
        """What these people did in these enrolments, and what decides whether these modules are open to them."""
        enrolments = list(enrolments)
        needs = needs_online()
        needed = {
            other.translation_key
            for module in modules
            for other, _required in needs.get(module.translation_key, ())
        }
        if not enrolments and not needed:
            return cls.none()
        done_at = {}
        if enrolments:
            done_at = apps.get_model("learning", "CompletedStep").objects.keys_by_enrolment(enrolments)
        finished = frozenset()
        if needed:
            mine = apps.get_model("learning", "Enrolment").objects.completed().filter(learner__in=learners)
            finished = frozenset(mine.filter(module_key__in=needed).values_list("learner_id", "module_key"))
        return cls(
            done_at=done_at,
            waived=apps.get_model("learning", "Waiver").objects.standing().keys_by_module(learners),
            finished=finished,
        )

    def about(
        self,
        learner: int | None,
        module_key: UUID,
        enrolment: Enrolment | None,
        *,
        module: ModulePage | None,
        request: Any,
    ) -> dict[str, Any]:
        """What `Study` asks to know of one person in one module. ``module``: its page where it is online."""
        waived = self.waived.get((learner, module_key), ())
        changes = apps.get_model("learning", "ContentChange").objects
        return {
            "done_at": self.done_at.get(enrolment.pk, {}) if enrolment else {},
            "waived": {key for key in waived if key is not WHOLE},
            "is_equivalent": WHOLE in waived,
            "recognised": {
                key for (person, key), kept in self.waived.items() if person == learner and WHOLE in kept
            },
            "needs": self._needs(learner, module, request) if module else (),
            "changes": changes.of_module(module_key) if enrolment else (),
        }

    def _needs(self, learner: int | None, module: ModulePage, request: Any) -> list[NeededModule]:
        return [
            NeededModule(
                key=needed.translation_key,
                title=needed.title,
                url=needed.get_url(request) or "",
                is_required=required,
                is_met=self._is_met(learner, needed),
            )
            for needed, required in needs_online().get(module.translation_key, ())
        ]

    def _is_met(self, learner: int | None, module: ModulePage) -> bool:
        """Whether this person finished the module, or need not: recognised as equivalent, or waived step by step."""
        key = module.translation_key
        waived = self.waived.get((learner, key), ())
        if (learner, key) in self.finished or WHOLE in waived:
            return True
        return bool(waived) and completion.is_whole([row.step for row in _outline_of(module)], waived)


def _outline_of(module: ModulePage) -> list:
    """The live steps of one module, kept until content changes."""
    return remember(("outline", module.pk), module.outline)
