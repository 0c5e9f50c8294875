"""Who is where: the people of a group before its modules, as staff follow them.

The figures are those that each learner reads: `ModulePage.objects.enrolled` gives the same `Study` to both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone

from learning.models import Deadline, Enrolment, Group, GroupMembership, ModulePage
from learning.rules.deadlines import Standing, standing, worst
from learning.study import Study

if TYPE_CHECKING:
    from django.http import HttpRequest

ORDERS = ("nom", "progression", "activite", "retard")


@dataclass(frozen=True)
class Place:
    """One person before one module of the group; ``study`` is None where they are not enrolled in it."""

    module: ModulePage
    study: Study | None
    standing: Standing | None

    @property
    def is_late(self) -> bool:
        return self.standing == Standing.LATE

    @property
    def state(self) -> str:
        """How its cell is drawn."""
        if self.study is None:
            return "todo"
        return "done" if self.study.is_finished else "now" if self.study.done else "todo"


@dataclass(frozen=True)
class Row:
    """One person of the group, module by module."""

    stay: GroupMembership
    places: Sequence[Place]

    @property
    def person(self):
        return self.stay.learner

    @cached_property
    def percent(self) -> int:
        """The mean of their modules, rounded down: what the row is sorted by."""
        known = [place.study.progress.percent if place.study else 0 for place in self.places]
        return sum(known) // len(known) if known else 0

    @cached_property
    def finished(self) -> int:
        return sum(place.study is not None and place.study.is_finished for place in self.places)

    @cached_property
    def last_active_at(self) -> datetime | None:
        """When they last did something in one of the modules; None before that."""
        moments = [at for place in self.places if place.study for at in place.study.done_at.values()]
        return max(moments, default=None)

    @property
    def is_late(self) -> bool:
        return any(place.is_late for place in self.places)


class Board:
    """All the people of a group before its modules. Costs six queries at most, whatever their number."""

    def __init__(self, group: Group, *, request: HttpRequest, order: str = "") -> None:
        self.group, self.request = group, request
        self.order = order if order in ORDERS else ORDERS[0]
        self.modules = group.taught()

    @cached_property
    def rows(self) -> list[Row]:
        """One row a person, in the order asked for."""
        stays = list(GroupMembership.objects.present().filter(group=self.group).select_related("learner"))
        studies = self._studies([stay.learner_id for stay in stays])
        rows = [
            Row(
                stay,
                [
                    self._place(module, studies.get((stay.learner_id, module.translation_key)))
                    for module in self.modules
                ],
            )
            for stay in stays
        ]
        return sorted(sorted(rows, key=_by_name), key=_KEYS[self.order])

    def _studies(self, learners: Sequence[int]) -> dict:
        keys = [module.translation_key for module in self.modules]
        enrolments = Enrolment.objects.filter(learner__in=learners, module_key__in=keys).active()
        studies = ModulePage.objects.enrolled(enrolments, request=self.request)
        return {(study.enrolment.learner_id, study.enrolment.module_key): study for study in studies}

    @cached_property
    def _deadlines(self) -> dict[int, list[Deadline]]:
        found = defaultdict(list)
        for deadline in self.group.deadlines.select_related("step"):
            found[deadline.module_id].append(deadline)
        return found

    def _place(self, module: ModulePage, study: Study | None) -> Place:
        now = timezone.now()
        standings = [
            standing(due_at=one.due_at, now=now, is_done=study is not None and _is_done(one, study))
            for one in self._deadlines.get(module.pk, [])
        ]
        return Place(module, study, worst(standings))

    @property
    def late_count(self) -> int:
        return sum(row.is_late for row in self.rows)


def _is_done(deadline: Deadline, study: Study) -> bool:
    return study.is_finished or bool(deadline.step and deadline.step.translation_key in study.done)


def _by_name(row: Row) -> str:
    return row.person.display_name.casefold()


# People without activity come first: they are those one looks for.
_KEYS = {
    "nom": lambda row: 0,
    "progression": lambda row: row.percent,
    "activite": lambda row: row.last_active_at.timestamp() if row.last_active_at else 0,
    "retard": lambda row: not row.is_late,
}
