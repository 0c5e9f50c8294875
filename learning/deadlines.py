"""What somebody should have done by when: the deadlines of their groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from learning.models import CompletedStep, Deadline, Enrolment
from learning.rules.deadlines import Standing, standing

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from accounts.models import User
    from learning.study import Study


_PAGE = ("title", "url_path", "live", "translation_key", "locale")
# What is read of a deadline: of its two pages, what names and finds them, not the sixty columns they have.
SHOWN = (
    *("due_at", "label", "group__title"),
    *(f"{page}__{field}" for page in ("module", "step") for field in _PAGE),
)


@dataclass(frozen=True)
class Due:
    """One thing due: of which module, of which step (None: the whole module), by when, for which group."""

    module_key: UUID
    module_title: str
    step_key: UUID | None
    title: str
    due_at: datetime
    group_title: str
    url: str
    is_done: bool
    pk: int = 0
    group_id: int = 0

    @property
    def standing(self) -> Standing:
        """How it looks now: "done", "late", "soon" or "ahead"."""
        return standing(due_at=self.due_at, now=timezone.now(), is_done=self.is_done)


def deadlines_of(
    person: User, *, studies: Iterable[Study] | None = None, request: HttpRequest | None = None
) -> list[Due]:
    """Deadlines of this person's groups, the soonest first, done or not. Costs three queries at most.

    ``studies`` of their modules, where they are known already, spare two; ``request`` gives addresses of its own site.
    """
    deadlines = list(_deadlines_of(person).select_related("group", "module", "step").only(*SHOWN))
    if not deadlines:
        return []
    keys = {deadline.module.translation_key for deadline in deadlines}
    if studies is None:
        mine = Enrolment.objects.by(person).active().filter(module_key__in=keys)
        by_key = {one.module_key: one for one in mine}
        names_steps = any(deadline.step_id for deadline in deadlines)
        done = CompletedStep.objects.keys_by_enrolment(by_key.values() if names_steps else [])
    else:
        by_key = {one.enrolment.module_key: one.enrolment for one in studies if not one.is_left}
        done = {one.enrolment.pk: one.done_at for one in studies}
    return [_due(one, by_key.get(one.module.translation_key), done, request) for one in deadlines]


def due_at(enrolment: Enrolment, step_key: UUID) -> datetime | None:
    """By when this person should have done this step: the soonest deadline of their groups, be it of the step or of its
    whole module. Costs one query."""
    of_step_or_module = Q(step=None) | Q(step__translation_key=step_key)
    deadlines = _deadlines_of(enrolment.learner_id).filter(of_step_or_module)
    found = deadlines.filter(module__translation_key=enrolment.module_key)
    return found.values_list("due_at", flat=True).first()


def _deadlines_of(person: User | int) -> QuerySet[Deadline]:
    # One `filter` for both: the stay that is not ended is this person's.
    return Deadline.objects.filter(
        group__closed_at=None, group__memberships__left_at=None, group__memberships__learner=person
    ).order_by("due_at", "pk")


def _due(deadline: Deadline, enrolment: Enrolment | None, done: dict, request: HttpRequest | None) -> Due:
    step = deadline.step
    is_finished = enrolment is not None and enrolment.completed_at is not None
    done_steps = done.get(enrolment.pk, {}) if enrolment else {}
    page = step if step and step.live else deadline.module
    return Due(
        module_key=deadline.module.translation_key,
        module_title=deadline.module.title,
        step_key=step.translation_key if step else None,
        title=deadline.label or (step.title if step else deadline.module.title),
        due_at=deadline.due_at,
        group_title=deadline.group.title,
        url=(page.get_url(request) or "") if page.live else "",
        is_done=is_finished or (step is not None and step.translation_key in done_steps),
        pk=deadline.pk,
        group_id=deadline.group_id,
    )
