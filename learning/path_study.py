"""What one person, or a visitor, has before them in one path: its modules, how far they are, where to go on.

Made by `PathPage.objects.studies`. Works on what it is given and costs no query.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from learning.rules import paths
from learning.study import Study

if TYPE_CHECKING:
    from learning.models import PathEnrolment, PathModule, PathPage


def place_of(study: Study, *, required: bool, finished: bool) -> paths.Place:
    """A module's place in a path, in the terms of the rule."""
    minutes = sum(row.minutes for row in study.outline if row.required)
    return paths.Place(
        key=study.module.translation_key,
        minutes=minutes,
        minutes_done=minutes - study.progress.minutes_left if study.is_enrolled else 0,
        required=required,
        finished=finished,
    )


@dataclass(frozen=True)
class PathRow:
    """One module of a path as this person sees it. ``waits_for`` is the module to finish before it opens."""

    number: int
    study: Study
    is_required: bool
    is_equivalent: bool
    milestone: str
    is_reached: bool  # the milestone: this module is finished, and all that is required before it
    place: paths.Place
    waits_for: Study | None

    @property
    def is_finished(self) -> bool:
        return self.place.finished

    @property
    def state(self) -> str:
        """ "done", "locked", "now" (begun) or "todo", as the comb draws it."""
        if self.is_finished:
            return "done"
        if self.waits_for:
            return "locked"
        return "now" if self.study.is_enrolled else "todo"


class PathStudy:
    """One path before one person. Without an enrolment: a visitor, or somebody who has not joined."""

    def __init__(
        self,
        *,
        path: PathPage,
        url: str,
        modules: Sequence[tuple[PathModule, Study]],
        enrolment: PathEnrolment | None = None,
        equivalent: Collection[UUID] = (),
    ) -> None:
        self.path, self.url, self.enrolment = path, url, enrolment
        self._modules, self._equivalent = modules, frozenset(equivalent)

    @property
    def is_joined(self) -> bool:
        return self.enrolment is not None

    @property
    def is_finished(self) -> bool:
        return self.enrolment is not None and self.enrolment.completed_at is not None

    @property
    def title(self) -> str:
        return self.path.title

    @cached_property
    def rows(self) -> list[PathRow]:
        places = [
            place_of(
                study,
                required=entry.is_required,
                finished=study.is_finished or study.module.translation_key in self._equivalent,
            )
            for entry, study in self._modules
        ]
        studies = {study.module.translation_key: study for _entry, study in self._modules}
        rows, so_far = [], True
        for number, ((entry, study), place) in enumerate(zip(self._modules, places, strict=True), start=1):
            before = paths.waits_for(places, place.key, is_ordered=self.path.is_ordered)
            so_far = so_far and (place.finished or not place.required)
            rows.append(
                PathRow(
                    number=number,
                    study=study,
                    is_required=entry.is_required,
                    is_equivalent=place.key in self._equivalent and not study.is_finished,
                    milestone=entry.milestone,
                    is_reached=self.is_finished or (so_far and place.finished),
                    place=place,
                    waits_for=studies[before.key] if before else None,
                )
            )
        return rows

    @cached_property
    def standing(self) -> paths.Standing:
        return paths.standing(
            [row.place for row in self.rows], choose=self.path.choose, finished=self.is_finished
        )

    @cached_property
    def next(self) -> PathRow | None:
        """The module to go on with: one begun before one not begun, in the path's order."""
        going = [row for row in self.rows if row.state in ("now", "todo") and self._still_counts(row)]
        return min(going, key=lambda row: (row.state != "now", row.number), default=None)

    def _still_counts(self, row: PathRow) -> bool:
        """Whether the path still asks for it: an optional module no longer, once enough of them are finished."""
        done = sum(other.is_finished for other in self.rows if not other.is_required)
        return not self.is_finished and (row.is_required or done < self.path.choose)

    @property
    def states(self) -> list[str]:
        """The states of the modules asked for, in order, as the comb draws them: as many cells as `standing` counts.

        Of the optional ones, those that serve the learner best stand for those left to choose.
        """
        if self.is_finished:
            return ["done"] * self.standing.asked
        rank = {"done": 0, "now": 1}
        optional = sorted(
            (row for row in self.rows if not row.is_required), key=lambda row: rank.get(row.state, 2)
        )
        left_out = {row.number for row in optional[self.path.choose :]}
        return [
            "todo" if row.state == "locked" else row.state for row in self.rows if row.number not in left_out
        ]

    @property
    def minutes(self) -> int:
        """Minutes of required work that the path asks for, at the least."""
        optional = sorted(row.place.minutes for row in self.rows if not row.is_required)
        return sum(row.place.minutes for row in self.rows if row.is_required) + sum(
            optional[: self.path.choose]
        )
