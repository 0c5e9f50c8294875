"""Read a list of people, and say what would be done with it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry, User
from accounts.rules import names
from learning.models.groups import Group
from learning.models.ways_in import EnrolmentList
from learning.rules.people_lists import Fault, Line, Problem, read

if TYPE_CHECKING:
    from accounts.models import Structure
    from learning.models import ModulePage


@transaction.atomic
def check_list(
    *,
    content: bytes,
    filename: str,
    structure: Structure,
    actor: User,
    group: Group | None = None,
    module: ModulePage | None = None,
) -> EnrolmentList:
    """The list as it was read, good lines and bad; nobody is enrolled, written to or told anything yet.

    Costs five queries, whatever the number of lines.
    """
    reading = read(content)
    known = User.objects.filter(email__in=[line.email for line in reading.lines])
    accounts = dict(known.values_list("email", "is_active"))
    checked = [_checked(line, accounts.get(line.email)) for line in reading.lines]
    faults = [*reading.faults, *(one for one in checked if isinstance(one, Fault))]
    kept = EnrolmentList.objects.create(
        structure=structure,
        group=group,
        module=module,
        filename=filename[-120:],
        lines=[
            asdict(one) | {"is_new": one.email not in accounts} for one in checked if isinstance(one, Line)
        ],
        problems=[asdict(fault) for fault in sorted(faults, key=lambda fault: fault.number)],
        made_by=actor,
    )
    LogEntry.objects.append(
        actor=actor,
        verb="list.checked",
        subject=kept,
        structure=structure,
        payload={"good": len(kept.lines), "bad": len(kept.problems)},
    )
    return kept


def _checked(line: Line, is_active: bool | None) -> Line | Fault:
    """The line, or what is wrong with it once one knows whether there is an account (None: there is none)."""
    if is_active is False:
        return Fault(line.number, "email", Problem.CLOSED_ACCOUNT, line.email)
    if is_active:
        return line
    if not line.name:
        return Fault(line.number, "name", Problem.NO_NAME, line.email)
    if names.problem_of(names.tidy(line.name)):
        return Fault(line.number, "name", Problem.BAD_NAME, line.name[:120])
    return line
