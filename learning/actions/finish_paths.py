"""Finish the paths whose modules are all done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.enrolment import Enrolment, Waiver
from learning.models.paths import PathEnrolment, PathModule
from learning.rules.paths import Place, is_finished
from learning.signals import path_completed

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic(savepoint=False)  # all of what led here or nothing of it
def finish_paths(*, learner: User, path_id: int | None = None) -> int:
    """Set the day of each path that this person has just finished, and announce it, once; how many.

    Called when a module is finished or recognised, when somebody joins and when a path changes (``path_id``: that one
    only). What finished it is kept as it stood. Costs one query for somebody who follows no path.
    """
    mine = PathEnrolment.objects.by(learner).active().unfinished().exclude(path_page=None)
    if path_id is not None:
        mine = mine.filter(path_page=path_id)
    # The person is the one the transaction is about: no row of somebody else is touched or locked.
    following = list(mine.select_related("path_page", "structure"))
    if not following:
        return 0
    places = PathModule.objects.filter(
        path_page__in=[one.path_page_id for one in following], module__live=True
    )
    places = list(places.select_related("module").order_by("sort_order", "pk"))
    done = _done(learner, places)
    return sum(
        _finish(one, [place for place in places if place.path_page_id == one.path_page_id], done)
        for one in following
    )


def _done(learner: User, places: list[PathModule]) -> dict[Any, dict[str, Any]]:
    """What is kept of each finished or recognised module, by its key. Costs two queries."""
    keys = {place.module.translation_key for place in places}
    titles = {place.module.translation_key: place.module for place in places}
    finished = (
        Enrolment.objects.by(learner)
        .completed()
        .filter(module_key__in=keys)
        .annotate(minutes=Coalesce(Sum("completed_steps__minutes_planned"), 0))
    )
    done = {
        waiver.module_key: {
            "code": titles[waiver.module_key].code,
            "title": titles[waiver.module_key].title,
            "key": str(waiver.module_key),
            "on": timezone.localdate(waiver.granted_at).isoformat(),
            "minutes": 0,
            "equivalence": True,
        }
        for waiver in Waiver.objects.by(learner).standing().filter(step_key=None, module_key__in=keys)
    }
    return done | {
        one.module_key: {
            "code": one.module_code,
            "title": one.module_title,
            "key": str(one.module_key),
            "on": timezone.localdate(one.completed_at).isoformat(),
            "minutes": one.minutes,
            "equivalence": False,
        }
        for one in finished
    }


def _finish(enrolment: PathEnrolment, places: list[PathModule], done: dict[Any, dict[str, Any]]) -> bool:
    asked = [
        Place(
            key=place.module.translation_key,
            minutes=0,
            required=place.is_required,
            finished=place.module.translation_key in done,
        )
        for place in places
    ]
    # Recognised modules alone prove nothing that was followed here: an attestation of study would be untrue.
    followed = any(not done[one.key]["equivalence"] for one in asked if one.finished)
    if not followed or not is_finished(asked, choose=enrolment.path_page.choose):
        return False
    now, modules = timezone.now(), [done[one.key] for one in asked if one.finished]
    # The filter makes two requests at once safe: only one of them changes the row.
    open_ones = PathEnrolment.objects.active().unfinished().filter(pk=enrolment.pk)
    if not open_ones.update(completed_at=now, modules=modules, path_title=enrolment.path_page.title):
        return False
    enrolment.completed_at, enrolment.modules = now, modules
    enrolment.path_title = enrolment.path_page.title
    LogEntry.objects.append(
        actor=None,
        verb="path.completed",
        subject=enrolment,
        structure=enrolment.structure,
        payload={"path": enrolment.path_title, "learner": enrolment.learner_id},
    )
    path_completed.send(sender=PathEnrolment, path_enrolment=enrolment)
    return True
