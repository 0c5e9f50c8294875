"""What one person, or a visitor, has before them in one module: its steps, which are done, where to go on.

Made by the querysets: `ModulePage.objects.studies` and `.enrolled`, for many modules in as many queries as for one.
Works on what it is given and costs no query.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.utils.translation import gettext, ngettext

from learning.locks import Lock
from learning.rules import changes, completion, locks

if TYPE_CHECKING:
    from learning.models import ContentChange, Enrolment, ModulePage


class OutlineRow(NamedTuple):
    """One live step of a module as the plan needs it; reading whole pages for a plan would cost ten times more."""

    pk: int
    key: UUID
    title: str
    slug: str
    minutes: int
    required: bool
    icon: str
    in_order: bool = False
    needs: tuple[UUID, ...] = ()

    @classmethod
    def of(cls, page: Any) -> OutlineRow:
        """The row of a page that is being written, as its author has it; what it needs costs a query."""
        return cls(
            pk=page.pk,
            key=page.translation_key,
            title=page.title,
            slug=page.slug,
            minutes=page.minutes,
            required=page.required,
            icon=page.step_icon,
            in_order=page.in_order,
            needs=tuple(row.needs.translation_key for row in page.step_prerequisites.all()),
        )

    @property
    def step(self) -> completion.Step:
        """The same in the terms of the rules."""
        return completion.Step(self.key, self.minutes, self.required, self.in_order, self.needs)


class NeededModule(NamedTuple):
    """One module to finish before another, or only advised (`is_required`), before one person."""

    key: UUID
    title: str
    url: str
    is_required: bool
    is_met: bool


@dataclass(frozen=True)
class PlannedStep:
    """One step of the plan as this person sees it. ``state`` is "done", "now" (the next one) or "todo".

    A waived step counts as done; ``is_waived`` tells it apart where it was not done. ``lock`` keeps somebody enrolled
    out; ``comes_after`` is the step that opens it, told to visitors, who read as they like.
    """

    pk: int
    key: UUID
    number: int
    title: str
    minutes: int
    required: bool
    icon: str
    url: str
    state: str
    is_waived: bool = False
    lock: Lock | None = None
    comes_after: OutlineRow | None = None
    comes_after_url: str = ""


class Study:
    """One module before one person. Without an enrolment: a visitor, or somebody who has not enrolled."""

    def __init__(
        self,
        *,
        module: ModulePage | None,
        url: str,
        outline: Sequence[OutlineRow],
        enrolment: Enrolment | None = None,
        done_at: Mapping[UUID, datetime] | None = None,
        waived: Collection[UUID] = (),
        is_equivalent: bool = False,
        recognised: Collection[UUID] = (),
        needs: Sequence[NeededModule] = (),
        changes: Sequence[ContentChange] = (),
    ) -> None:
        self.module, self.url, self.outline = module, url, outline
        self.enrolment, self.done_at = enrolment, done_at or {}
        self.done = frozenset(self.done_at)
        self.waived = frozenset(waived) - self.done
        self.is_equivalent, self.needs = is_equivalent, needs
        self.recognised = frozenset(
            recognised
        )  # the keys of all modules recognised as equivalent for this person
        self._changes = changes

    @property
    def is_enrolled(self) -> bool:
        return self.enrolment is not None

    @property
    def is_finished(self) -> bool:
        """Whether the module was finished: a fact that later steps do not undo."""
        return self.enrolment is not None and self.enrolment.completed_at is not None

    @property
    def is_left(self) -> bool:
        """Whether the person left the module; what they did is kept."""
        return self.enrolment is not None and self.enrolment.left_at is not None

    @property
    def is_online(self) -> bool:
        """Whether the module's page can be read."""
        return self.module is not None and self.module.live

    @property
    def title(self) -> str:
        """The module's title; as it stood at enrolment once the page is gone."""
        return self.module.title if self.module else self.enrolment.module_title

    @property
    def last_active_at(self) -> datetime | None:
        """When something was last done in the module; the day of enrolment before that."""
        return max([*self.done_at.values(), self.enrolment.enrolled_at]) if self.enrolment else None

    @cached_property
    def _steps(self) -> list[completion.Step]:
        return [row.step for row in self.outline]

    @cached_property
    def settled(self) -> frozenset[UUID]:
        """The steps done or waived."""
        return self.done | self.waived

    @cached_property
    def progress(self) -> completion.Progress:
        return completion.progress(self._steps, self.done, self.waived, finished=self.is_finished)

    @property
    def is_recognised(self) -> bool:
        """Whether the module need not be studied though it is not finished: equivalent, or wholly waived."""
        return not self.is_finished and (self.is_equivalent or self.progress.is_whole)

    @cached_property
    def minutes(self) -> int:
        """All the steps' minutes, as the page says how long the module takes."""
        return sum(row.minutes for row in self.outline)

    # --- What is open -------------------------------------------------------------------------------

    @cached_property
    def waits_for(self) -> list[NeededModule]:
        """The modules still to finish before this one, be the person enrolled or not."""
        if self.is_finished or self.is_recognised:
            return []
        return [need for need in self.needs if need.is_required and not need.is_met]

    @cached_property
    def lock(self) -> Lock | None:
        """What keeps somebody enrolled from the whole module; None for a visitor, who is only told."""
        missing = self.waits_for
        if self.enrolment is None or not missing:
            return None
        words = ngettext(
            "This module opens once you have finished “%(title)s”.",
            "This module opens once you have finished “%(title)s” and %(others)s more.",
            len(missing),
        )
        first = missing[0]
        return Lock(
            reason=words % {"title": first.title, "others": _modules(len(missing) - 1)},
            url=first.url,
            label=gettext("Go to “%(title)s”") % {"title": first.title} if first.url else "",
        )

    @cached_property
    def _waits(self) -> dict[Hashable, tuple[Hashable, ...]]:
        return locks.waits(self._steps)

    @cached_property
    def _locked(self) -> frozenset[Hashable]:
        """The steps that are not open yet to this person."""
        if self.enrolment is None or self.is_finished:
            return frozenset()
        if self.lock:
            return frozenset(step.key for step in self._steps) - self.settled
        return frozenset(locks.locked(self._waits, self.settled))

    def open_in_turn(self, keys: Collection[UUID]) -> list[UUID]:
        """Those of these steps that may be done one after the other; none while the module waits for another."""
        return [] if self.waits_for else locks.open_in_turn(self._waits, keys, self.settled)

    def way_to(self, page: Any, read: Collection[UUID]) -> str:
        """Where a visitor who read these steps goes before this one; nothing when it is open to them."""
        key = page.translation_key
        if key not in self._waits or not locks.missing(self._waits, key, read):
            return ""
        return f"{self.url}{self._row(locks.way_to(self._waits, key, read)).slug}/"

    def _lock_of(self, key: UUID) -> Lock | None:
        if key not in self._locked:
            return None
        if self.lock:
            return self.lock
        missing = locks.missing(self._waits, key, self.settled)
        way = self._row(locks.way_to(self._waits, key, self.settled))
        words = ngettext(
            "This step opens once you have done “%(title)s”.",
            "This step opens once you have done “%(title)s” and %(others)s more.",
            len(missing),
        )
        return Lock(
            reason=words % {"title": self._row(missing[0]).title, "others": _steps(len(missing) - 1)},
            url=f"{self.url}{way.slug}/",
            label=gettext("Go to “%(title)s”") % {"title": way.title},
        )

    def _row(self, key: Hashable) -> OutlineRow:
        return next(row for row in self.outline if row.key == key)

    def _before(self, key: UUID) -> OutlineRow | None:
        """The nearest step that this one waits for: what visitors are told, who have done nothing."""
        if self.enrolment is not None or not self._waits[key]:
            return None
        return self._row(self._waits[key][-1])

    # --- The plan -----------------------------------------------------------------------------------

    @cached_property
    def next(self) -> PlannedStep | None:
        """Where to go on; None when every step is done, none exists, or the whole module waits for another."""
        following = self._following
        return next((step for step in self.steps if following and step.key == following.key), None)

    @cached_property
    def _following(self) -> completion.Step | None:
        return completion.next_step(self._steps, self.settled, self._locked)

    @cached_property
    def steps(self) -> list[PlannedStep]:
        """The plan, in order. Only somebody enrolled has a step under way."""
        return [self._planned(row, number) for number, row in enumerate(self.outline, start=1)]

    def _planned(self, row: OutlineRow, number: int) -> PlannedStep:
        before = self._before(row.key)
        return PlannedStep(
            pk=row.pk,
            key=row.key,
            number=number,
            title=row.title,
            minutes=row.minutes,
            required=row.required,
            icon=row.icon,
            url=f"{self.url}{row.slug}/",
            state=self._state(row.key),
            is_waived=row.key in self.waived,
            lock=self._lock_of(row.key),
            comes_after=before,
            comes_after_url=f"{self.url}{before.slug}/" if before else "",
        )

    def _state(self, key: UUID) -> str:
        if key in self.settled:
            return "done"
        following = self._following if self.enrolment else None
        return "now" if following and following.key == key else "todo"

    @property
    def states(self) -> list[str]:
        """The states of the steps in order, as the comb draws them; a finished module is drawn whole."""
        return ["done"] * len(self.steps) if self.is_finished else [step.state for step in self.steps]

    @property
    def marks(self) -> tuple[tuple[str, bool, str], ...]:
        """What the plan shows of each step to this person: its state, whether it is waived, why it is locked."""
        return tuple(
            (step.state, step.is_waived, step.lock.reason if step.lock else "") for step in self.steps
        )

    @property
    def required_count(self) -> int:
        return self.progress.total

    # --- What changed -------------------------------------------------------------------------------

    @cached_property
    def news(self) -> list[ContentChange]:
        """The changes of substance to tell this person, the latest first; none to a visitor."""
        if self.enrolment is None or self.is_left:
            return []
        return [
            change
            for change in self._changes
            if changes.is_news(
                changed_at=change.at,
                enrolled_at=self.enrolment.enrolled_at,
                done_at=self.done_at.get(change.step_key),
                finished_at=self.enrolment.completed_at,
            )
        ]

    def news_at(self, page: Any) -> list[ContentChange]:
        """Those of them that changed this step."""
        return [change for change in self.news if change.step_key == page.translation_key]

    def step(self, page: Any) -> PlannedStep | None:
        """This page in the plan; None when it is not live."""
        return next((step for step in self.steps if step.pk == page.pk), None)

    def step_of(self, key: UUID) -> PlannedStep | None:
        """The step of this key in the plan; None when it is not live."""
        return next((step for step in self.steps if step.key == key), None)

    def onward_from(self, page: Any) -> str:
        """Where to go after this step: the one after it, else the next one not done, else the module."""
        _before, after = self.around(page)
        following = after if after and after.state != "done" else self.next if self.enrolment else None
        return following.url if following else f"{self.url}#suite"

    def around(self, page: Any) -> tuple[PlannedStep | None, PlannedStep | None]:
        """The steps just before and just after this page."""
        keys = [step.pk for step in self.steps]
        if page.pk not in keys:
            return None, None
        place = keys.index(page.pk)
        before = self.steps[place - 1] if place else None
        after = self.steps[place + 1] if place + 1 < len(keys) else None
        return before, after


def _modules(count: int) -> str:
    return ngettext("%(n)s module", "%(n)s modules", count) % {"n": count}


def _steps(count: int) -> str:
    return ngettext("%(n)s step", "%(n)s steps", count) % {"n": count}
