"""Keep a file of hours: make its missions, once."""

from __future__ import annotations

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry, User
from skills.actions.bring_timesheet import own_timesheet
from skills.models import Association, LoggedTime, Mission, Timesheet
from skills.refusals import TimesheetRefused
from skills.rules.missions import search_name
from skills.rules.timesheets import hours_of
from skills.timesheets import Plan, Planned


@transaction.atomic
def keep_timesheet(*, timesheet: Timesheet, actor: User) -> Timesheet:
    """The file, kept whole: its missions made or added to, with their hours and their period, still to be told.

    Sent twice, it is kept once. Raises NotYours or TimesheetRefused, and nothing is written.
    """
    timesheet = own_timesheet(timesheet, actor)
    if timesheet.kept_at:
        return timesheet
    plan = Plan(timesheet)
    if plan.problem:
        raise TimesheetRefused(plan.problem)
    planned = plan.planned
    added: dict[str, Association] = {}
    missions = [_made_or_grown(one, timesheet, added) for one in planned]
    LoggedTime.objects.bulk_create(
        LoggedTime(
            volunteer=actor,
            mission=mission,
            timesheet=timesheet,
            starts_on=line.starts_on,
            ends_on=line.ends_on,
            minutes=line.minutes,
            digest=line.digest,
            row_digest=line.row_digest,
        )
        for mission, one in zip(missions, planned, strict=True)
        for line in one.sum.entries
    )
    grown = sum(one.mission is not None for one in planned)
    timesheet.kept_at, timesheet.text = timezone.now(), ""
    timesheet.outcome = {
        "made": len(planned) - grown,
        "grown": grown,
        "kept": len(plan.sorted.entries),
        "left_out": len(plan.sorted.left_out),
    }
    timesheet.save(update_fields=["kept_at", "text", "outcome"])
    LogEntry.objects.append(
        actor=actor, verb="timesheet.kept", subject=timesheet, structure=None, payload=timesheet.outcome
    )
    return timesheet


def _made_or_grown(one: Planned, timesheet: Timesheet, added: dict[str, Association]) -> Mission:
    if one.mission is not None:
        return _grown(one.mission, one)
    name = search_name(one.sum.association)
    association = one.association or added.get(name)
    if association is None:
        association = Association.objects.create(name=one.sum.association, added_by=timesheet.volunteer)
        added[name] = association
    return Mission.objects.create(
        volunteer=timesheet.volunteer,
        structure=timesheet.structure,
        token=uuid.uuid4(),
        association=association,
        role=one.sum.role,
        starts_on=one.sum.starts_on,
        ends_on=one.sum.ends_on,
        hours=one.sum.hours,
        rhythm=Mission.Rhythm.TOTAL,
        # Their own words of each line, to begin the story with.
        activities=one.sum.comments[:4000],
    )


def _grown(mission: Mission, one: Planned) -> Mission:
    """The mission of an earlier file, with the hours and the days of this one."""
    mission.hours = hours_of(mission.logged + one.sum.minutes)
    mission.starts_on = min(mission.starts_on, one.sum.starts_on)
    if mission.ends_on is not None:  # None: its volunteer says that it lasts
        mission.ends_on = max(mission.ends_on, one.sum.ends_on)
    mission.changed_at = timezone.now()
    mission.save(update_fields=["hours", "starts_on", "ends_on", "changed_at"])
    return mission
