"""What the pages of activities show of one person's work. Made by the pages; nothing here writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from learning.activities.playing import as_begun, choices_at
from learning.rules import handing_in, positioning
from learning.rules.positioning import Change
from learning.rules.rubrics import total

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from learning.models import AssignmentPage, CaseRun, CaseStudyPage, Positioning, Submission

LEVEL_WORDS = (
    _("I am discovering it"),
    _("I have some notions"),
    _("I can do it with help"),
    _("I can do it by myself"),
)


@dataclass(frozen=True)
class Work:
    """One person's work at an assignment: every time it was handed in, the last first, and what may be done now."""

    page: AssignmentPage
    versions: Sequence[Submission]
    due_at: datetime | None

    @property
    def last(self) -> Submission | None:
        return self.versions[0] if self.versions else None

    @property
    def returned(self) -> list[Submission]:
        """What came back, the last first."""
        return [one for one in self.versions if one.returned_at]

    @property
    def closed(self) -> str:
        """Why nothing may be written now: a value of `rules.handing_in.Refusal`; empty when it may."""
        return (
            handing_in.refusal_to_write(
                last_state=self.last and self.last.state,
                last_number=self.last.number if self.last else 0,
                resubmissions=self.page.resubmissions,
            )
            or ""
        )

    @property
    def is_late(self) -> bool:
        return self.due_at is not None and timezone.now() > self.due_at

    @property
    def is_too_late(self) -> bool:
        return self.is_late and self.page.late_policy == handing_in.REFUSE

    @property
    def room(self) -> int:
        """How many more files may be added."""
        return self.page.most_files - (len(self.last.files.all()) if self.last else 0)


def rubric_total(submission: Submission):
    """What the rubric of this work adds up to."""
    return total(submission.rubric)


@dataclass(frozen=True)
class Case:
    """One person's way through a case study: the one under way, else the last that came to an end."""

    page: CaseStudyPage
    run: CaseRun | None

    @property
    def is_ended(self) -> bool:
        return self.run is not None and self.run.ended_at is not None

    @property
    def here(self) -> dict[str, Any] | None:
        """The situation that this person is in."""
        return self.run.path[-1] if self.run and self.run.path else None

    @property
    def decided(self) -> list[dict[str, Any]]:
        """What was decided so far, in order."""
        return [entry for entry in self.run.path if entry["choice"] is not None] if self.run else []

    @property
    def ending(self) -> dict[str, Any] | None:
        """The situation that ended it, where it ended with one."""
        return self.here if self.is_ended and self.here and self.here["choice"] is None else None

    @property
    def choices(self) -> list[str]:
        return choices_at(as_begun(self.page, self.run), self.run) if self.run and not self.is_ended else []

    @property
    def place(self) -> int:
        return len(self.run.path) - 1 if self.run else 0


def level_words(level: int | None) -> str:
    """A level as one would say it."""
    return gettext("Not said") if level is None else str(LEVEL_WORDS[level])


def side_by_side(said: dict[str, Positioning]) -> list[dict[str, str]]:
    """Before and after in words, objective by objective; empty before both were said."""
    if not {"before", "after"} <= said.keys():
        return []
    rows = positioning.compare(said["before"].objectives, said["after"].objectives)
    return [
        {
            "text": row.text,
            "before": level_words(row.before),
            "after": level_words(row.after),
            "change": change_words(row),
            "is_up": row.change == Change.UP,
        }
        for row in rows
    ]


def change_words(row: positioning.Row) -> str:
    """How an objective moved, kindly."""
    if row.change == Change.UP:
        return ngettext("One level more", "%(n)s levels more", row.steps) % {"n": row.steps}
    return {
        Change.SAME: gettext("As before"),
        Change.DOWN: gettext("More demanding of yourself: one sees better what there is to know"),
        Change.UNKNOWN: gettext("Said once only"),
    }[row.change]
