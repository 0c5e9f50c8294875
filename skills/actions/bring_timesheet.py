"""Bring a file of hours: it is looked at, and nothing is made of it yet."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Structure, User
from skills.models import Timesheet
from skills.refusals import NotYours, TimesheetRefused
from skills.rules.timesheets import FileProblem, guessed, problem_with_columns, read, table_of


def own_timesheet(timesheet: Timesheet, actor: User) -> Timesheet:
    """The file with its owner, both kept from others until the transaction ends. Raises NotYours."""
    # The person comes first: two files of theirs, kept at once, wait for each other and count no line twice.
    person = User.objects.select_for_update(no_key=True).get(pk=actor.pk)
    mine = Timesheet.objects.of(person).select_related("structure")
    found = mine.select_for_update(no_key=True, of=("self",)).filter(pk=timesheet.pk).first()
    if found is None:
        raise NotYours
    found.volunteer = person
    return found


@transaction.atomic
def bring_timesheet(
    *, actor: User, structure: Structure | None, content: bytes, file_name: str = ""
) -> Timesheet:
    """The file, with its columns as their headings tell them; in place of one that waited. Raises TimesheetRefused."""
    text = read(content)
    if isinstance(text, FileProblem):
        raise TimesheetRefused(text)
    Timesheet.objects.of(actor).pending().delete()
    return Timesheet.objects.create(
        volunteer=actor,
        structure=structure,
        file_name=file_name[-120:],
        text=text,
        columns=guessed(table_of(text).headings),
        role=_("Volunteer"),
    )


@transaction.atomic
def choose_columns(
    *, timesheet: Timesheet, actor: User, columns: Mapping[str, int], role: str = ""
) -> Timesheet:
    """The file, its columns being these. Of one that was kept nothing changes. Raises NotYours or TimesheetRefused."""
    timesheet = own_timesheet(timesheet, actor)
    if timesheet.kept_at:
        return timesheet
    problem = problem_with_columns(columns, width=len(table_of(timesheet.text).headings))
    if problem:
        raise TimesheetRefused(problem)
    timesheet.columns = dict(columns)
    timesheet.role = " ".join(role.split())[:120] or _("Volunteer")
    timesheet.save(update_fields=["columns", "role"])
    return timesheet
