"""Write a kind word to those who have been away."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from learning.models.enrolment import Enrolment
from learning.models.groups import GroupMembership
from learning.models.talk import Notification
from learning.rules.relaunches import days_before_writing, is_due

CHUNK = 500
REMEMBERED = timedelta(days=365)


def relaunch(*, now: datetime | None = None) -> int:
    """Tell whoever has a module under way and has done nothing for a while, as the rule says; how many were told.

    Never about a module left or finished. A few hundred people are held at once.
    """
    now, told, last = now or timezone.now(), 0, 0
    studying = Enrolment.objects.active().unfinished().filter(module__live=True, learner__is_active=True)
    people = studying.order_by("learner").values_list("learner_id", flat=True).distinct()
    while chunk := list(people.filter(learner__gt=last)[:CHUNK]):
        told, last = told + _relaunch(chunk, studying, now), chunk[-1]
    return told


@transaction.atomic
def _relaunch(people: list[int], studying, now: datetime) -> int:
    active_at, written_at, delays = _last_active(people), defaultdict(list), defaultdict(list)
    letters = Notification.objects.filter(person__in=people, kind="inactivity", made_at__gt=now - REMEMBERED)
    for person, at in letters.values_list("person_id", "made_at"):
        written_at[person].append(at)
    stays = GroupMembership.objects.present().filter(learner__in=people, group__closed_at=None)
    for person, days in stays.values_list("learner_id", "group__relaunch_after_days"):
        delays[person].append(days)
    due = [
        person
        for person in people
        if is_due(
            now=now,
            last_active_at=active_at[person],
            after_days=days_before_writing(delays[person]),
            written_at=written_at[person],
        )
    ]
    # The module they were last in, one a person.
    related = studying.filter(learner__in=due).select_related("module", "structure")
    touched = related.annotate(touched_at=Max("completed_steps__completed_at")).order_by("enrolled_at", "pk")
    chosen: dict[int, Enrolment] = {}
    for one in touched:
        best = chosen.get(one.learner_id)
        if best is None or (one.touched_at or one.enrolled_at) >= (best.touched_at or best.enrolled_at):
            chosen[one.learner_id] = one
    modules = {one.module_id: one.module for one in chosen.values()}
    addresses = {pk: (module.get_url_parts() or ("", "", ""))[2] or "" for pk, module in modules.items()}
    Notification.objects.tell_all([_word(one, addresses[one.module_id], now) for one in chosen.values()])
    return len(chosen)


def _last_active(people: list[int]) -> dict[int, datetime]:
    """When each of these people last did something, in any module, by their number. Costs three queries."""
    enrolments, found = Enrolment.objects.filter(learner__in=people), {}
    for moment in ("enrolled_at", "completed_steps__completed_at", "visits__seen_at"):
        rows = enrolments.order_by().values_list("learner_id").annotate(at=Max(moment))
        for person, at in rows:
            found[person] = max(filter(None, (found.get(person), at)))
    return found


def _word(enrolment: Enrolment, address: str, now: datetime) -> Notification:
    # Two workers at once in one week write one row: the database sees to it.
    year, week, _day = timezone.localtime(now).isocalendar()
    return Notification(
        person_id=enrolment.learner_id,
        structure=enrolment.structure,
        kind="inactivity",
        about=f"week:{year}-{week:02}",
        words={"module": enrolment.module.title},
        address=address,
        made_at=now,
    )
