"""Join a path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import LogEntry, Membership
from learning.actions.finish_paths import finish_paths
from learning.models.paths import PathEnrolment

if TYPE_CHECKING:
    from accounts.models import Structure, User
    from learning.models import PathPage


@transaction.atomic
def join_path(*, learner: User, path: PathPage, structure: Structure, actor: User | None) -> PathEnrolment:
    """The learner's open enrolment in the path, made or opened again. Joining twice changes nothing.

    Two requests at once make one row: the constraint decides. Modules already finished count at once. Its modules are
    enrolled in as they are begun: a path of ten modules does not fill anybody's list on the first day.
    """
    mine = PathEnrolment.objects.by(learner).filter(path_key=path.translation_key)
    if (present := mine.active().first()) is not None:
        return present

    former = mine.exclude(left_at=None).order_by("-left_at").first()
    if former is not None:
        mine.filter(pk=former.pk).update(left_at=None, path_page=path)
        former.left_at, former.path_page = None, path
        _note(actor, "path.reopened", former)
        finish_paths(learner=learner)
        return former

    made, is_new = PathEnrolment.objects.get_or_create(
        learner=learner,
        path_key=path.translation_key,
        left_at=None,
        defaults={"structure": structure, "path_page": path, "path_title": path.title},
    )
    if is_new:
        Membership.objects.ensure(user=learner, structure=structure, role=Membership.Role.LEARNER)
        _note(actor, "path.joined", made)
        finish_paths(learner=learner)
        made.refresh_from_db(fields=["completed_at", "modules"])
    return made


def _note(actor: User | None, verb: str, enrolment: PathEnrolment) -> None:
    LogEntry.objects.append(
        actor=actor,
        verb=verb,
        subject=enrolment,
        structure=enrolment.structure,
        payload={"path": enrolment.path_title, "learner": enrolment.learner_id},
    )
