"""What a person finds under “My learning”: where to go on, what is next and due, how far they are, what is behind."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.utils.safestring import SafeString

from learning.deadlines import Due
from learning.models import StepVisit
from learning.study import Study
from learning.swarm import swarm, swarm_in_words

CARDS = 6
NEXT, DUE, PAST = 5, 4, 10


class Dashboard:
    """A person's modules: the one to take up again first, then those under way, then what was finished or left."""

    def __init__(self, studies: Sequence[Study], *, dues: Sequence[Due] = (), page: str = "") -> None:
        self.studies, self._dues, self._page = studies, dues, page

    @cached_property
    def resume(self) -> Study | None:
        """The unfinished module in which something was done last, and where there is something left to do."""
        return next((study for study in self.under_way if study.next), None)

    @cached_property
    def resume_at(self) -> str:
        """Where exactly: the step, at the passage last read of it. Costs one query."""
        step = self.resume.next
        visits = StepVisit.objects.filter(enrolment=self.resume.enrolment, step_key=step.key)
        place = visits.values_list("position", flat=True).first()
        return f"{step.url}#{place}" if place else step.url

    @cached_property
    def under_way(self) -> list[Study]:
        """The one worked in last first."""
        going = [study for study in self.studies if not study.is_finished and not study.is_left]
        return sorted(going, key=lambda study: study.last_active_at, reverse=True)

    @property
    def cards(self) -> list[Study]:
        """The modules under way that are shown in full."""
        return self.under_way[:CARDS]

    @property
    def others(self) -> list[Study]:
        """The other modules under way, in a line each."""
        return self.under_way[CARDS:]

    @cached_property
    def upcoming(self) -> list[Study]:
        """Modules whose next step waits, besides the one to take up again."""
        return [study for study in self.under_way if study.next and study is not self.resume][:NEXT]

    @cached_property
    def due(self) -> list[Due]:
        """What is due and not done, the soonest first."""
        return [due for due in self._dues if not due.is_done][:DUE]

    # --- The swarm ----------------------------------------------------------------------------------

    @cached_property
    def _states(self) -> list[str]:
        undertaken = (study for study in self.studies if not study.is_left)
        return [state for study in undertaken for state in study.states]

    @property
    def swarm(self) -> SafeString:
        return swarm(self._states)

    @property
    def swarm_in_words(self) -> str:
        return swarm_in_words(self._states.count("done"), len(self._states))

    @cached_property
    def minutes_left(self) -> int:
        """Of the required work of all modules under way."""
        return sum(study.progress.minutes_left for study in self.under_way)

    # --- What is behind -----------------------------------------------------------------------------

    @cached_property
    def finished(self) -> list[Study]:
        return [study for study in self.studies if study.is_finished]

    @cached_property
    def past(self) -> Page:
        """Modules finished and left, the last first, a page of them."""
        behind = [study for study in self.studies if study.is_finished or study.is_left]
        return Paginator(sorted(behind, key=_ended_at, reverse=True), PAST).get_page(self._page)


def _ended_at(study: Study) -> datetime:
    return study.enrolment.completed_at or study.enrolment.left_at
