"""Enrol the people of a list."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from accounts.models import LogEntry
from learning.actions.add_member import add_member
from learning.models.ways_in import EnrolmentList
from learning.rules.ways_in import Refusal
from learning.ways_in import Refused

if TYPE_CHECKING:
    from accounts.models import User

logger = logging.getLogger(__name__)
SAVED_EVERY = 25


@transaction.atomic
def send_list(*, people: EnrolmentList, actor: User) -> bool:
    """Hand a checked list to the worker, once; whether this call did."""
    checked = EnrolmentList.objects.filter(pk=people.pk, state=EnrolmentList.State.CHECKED)
    if not checked.update(state=EnrolmentList.State.QUEUED):
        return False
    LogEntry.objects.append(
        actor=actor,
        verb="list.sent",
        subject=people,
        structure=people.structure,
        payload={"lines": len(people.lines)},
    )
    transaction.on_commit(lambda: async_task("learning.tasks.enrol_list", people.pk))
    return True


def enrol_list(*, people: EnrolmentList) -> dict[str, str]:
    """Enrol each good line, each in a transaction of its own, and keep what became of it.

    The worker's. Killed midway and run again, it goes on; a line done twice doubles nothing.
    """
    outcomes = dict(people.outcomes)
    for line in people.lines:
        if str(line["number"]) in outcomes:
            continue
        outcomes[str(line["number"])] = _outcome(people, line)
        if len(outcomes) % SAVED_EVERY == 0:
            EnrolmentList.objects.filter(pk=people.pk).update(outcomes=outcomes)
    EnrolmentList.objects.filter(pk=people.pk).update(
        outcomes=outcomes, state=EnrolmentList.State.DONE, finished_at=timezone.now()
    )
    return outcomes


def _outcome(people: EnrolmentList, line: dict[str, Any]) -> str:
    try:
        return add_member(
            group=people.group,
            module=people.module,
            structure=people.structure,
            email=line["email"],
            name=line["name"],
            profile=line.get("profile", ""),
            actor=people.made_by,
        )
    except Refused as refused:
        known = (Refusal.CLOSED, Refusal.ENDED, Refusal.FULL, Refusal.OFFLINE)
        return str(refused.reason) if refused.reason in known else "problem"
    except Exception:
        # One line must not hold up the others; whoever runs the site reads why.
        logger.exception("Line %s of list %s", line["number"], people.pk)
        return "problem"
