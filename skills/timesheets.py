"""What a file of hours would make, before it is kept: the dry run, and what is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from skills.models import Association, Attestation, LoggedTime, Mission, Timesheet
from skills.rules.missions import search_name
from skills.rules.timesheets import (
    FileProblem,
    LeftOut,
    Problem,
    Sorted,
    Sum,
    Table,
    hours_of,
    key_of,
    names_several_people,
    problem_with_columns,
    problem_with_sums,
    sort_out,
    sums,
    table_of,
)

#: Why a line is left out, and what to do where something can be done.
REASONS: dict[Problem, Promise] = {
    Problem.BROUGHT_BEFORE: _("You brought this line before: it is counted already."),
    Problem.NO_ASSOCIATION: _("It names no association."),
    Problem.NO_DATE: _("It says no day."),
    Problem.BAD_DATE: _("“%(value)s” is no day that can be read. Write it as 31/12/2026."),
    Problem.SWAPPED_DATE: _("“%(value)s”: the day and the month are the wrong way round."),
    Problem.TOO_OLD: _("“%(value)s”: check the year."),
    Problem.IN_FUTURE: _("“%(value)s” is still to come."),
    Problem.ENDS_BEFORE: _("%(value)s: the last day is before the first."),
    Problem.NO_HOURS: _("It says no hours."),
    Problem.BAD_HOURS: _("“%(value)s” is no time that can be read. Write it as 2h30 or 2,5."),
    Problem.OVER_A_DAY: _("“%(value)s” is more than 24 hours a day."),
    Problem.DAY_IS_FULL: _("With this line, the day of %(value)s would have more than 24 hours."),
    Problem.TWICE: _("Line %(value)s says the same: it counts once."),
}


def why(left: LeftOut) -> str:
    """Why this line is left out, in words."""
    value = left.value
    if left.problem == Problem.DAY_IS_FULL:
        value = date_format(parse_date(value), "j F Y")
    return str(REASONS[left.problem]) % {"value": value}


@dataclass(frozen=True)
class Planned:
    """One mission that the file would make, or add to.

    `association`: the one that is known by this name, or None: it would be added for its volunteer alone. `mission`:
    the one that an earlier file made. `told_by_hand`: whether another of this association and role was told without
    files. `attested`: whether a word was given on the mission, which would be on an older version.
    """

    sum: Sum
    association: Association | None
    mission: Mission | None
    told_by_hand: bool
    attested: bool


class Plan:
    """What one file would make today. Five queries, whatever the lines."""

    def __init__(self, timesheet: Timesheet) -> None:
        self.timesheet, self.person = timesheet, timesheet.volunteer

    @cached_property
    def table(self) -> Table:
        found = table_of(self.timesheet.text)
        return Table((), ()) if isinstance(found, FileProblem) else found

    @property
    def names_several_people(self) -> bool:
        return names_several_people(self.table)

    @cached_property
    def problem(self) -> FileProblem | None:
        """Why it cannot be kept; None when it can."""
        wrong = problem_with_columns(self.timesheet.columns, width=len(self.table.headings))
        logged = {key: mission.logged for key, mission in self.logged_missions.items()}
        return wrong or problem_with_sums(self.sums, logged=logged)

    @cached_property
    def sorted(self) -> Sorted:
        if problem_with_columns(self.timesheet.columns, width=len(self.table.headings)):
            return Sorted((), ())
        known: set[str] = set()
        worked: Counter = Counter()
        brought = LoggedTime.objects.of(self.person)
        for digest, row, first, last, minutes in brought.values_list(
            "digest", "row_digest", "starts_on", "ends_on", "minutes"
        ):
            known |= {digest, row}
            if first == last:
                worked[first] += minutes
        return sort_out(
            self.table,
            self.timesheet.columns,
            role=self.timesheet.role,
            today=timezone.localdate(),
            known=known,
            worked=worked,
        )

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        return sums(self.sorted.entries)

    @cached_property
    def missions(self) -> list[Mission]:
        told = Mission.objects.of(self.person).exclude(association=None)
        return list(told.select_related("association").with_logged().order_by("pk"))

    @cached_property
    def logged_missions(self) -> dict[tuple[str, str], Mission]:
        """Those that files made, as they still say it: what somebody counted otherwise by hand is theirs to add to."""
        return {
            key_of(one.association.name, one.role): one
            for one in self.missions
            if one.logged and not one.is_estimated and one.hours == hours_of(one.logged)
        }

    @cached_property
    def associations(self) -> dict[str, Association]:
        """Those known by these names. Of several that share one name, none: taking one would be guessing."""
        names = {search_name(one.association) for one in self.sums}
        found: dict[str, list[Association]] = {}
        for one in Association.objects.known_to(self.person).filter(search_name__in=names).order_by("pk"):
            found.setdefault(one.search_name, []).append(one)
        own = {
            name: [one for one in some if one.added_by_id == self.person.pk] for name, some in found.items()
        }
        return {name: (own[name] or some)[0] for name, some in found.items() if own[name] or len(some) == 1}

    @cached_property
    def planned(self) -> list[Planned]:
        told = {key_of(one.association.name, one.role) for one in self.missions}
        given = Attestation.objects.of(self.person).filter(state=Attestation.State.ATTESTED)
        attested = set(given.values_list("mission_id", flat=True))
        plans = []
        for one in self.sums:
            key = key_of(one.association, one.role)
            mission = self.logged_missions.get(key)
            plans.append(
                Planned(
                    sum=one,
                    association=self.associations.get(key[0]),
                    mission=mission,
                    told_by_hand=mission is None and key in told,
                    attested=mission is not None and mission.pk in attested,
                )
            )
        return plans

    @property
    def reasons(self) -> list[tuple[int, str]]:
        """The lines left out: their number, and why."""
        return [(one.number, why(one)) for one in self.sorted.left_out]
