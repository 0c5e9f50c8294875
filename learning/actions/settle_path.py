"""Finish the stays in a path that a change of it has made whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from learning.actions.finish_paths import finish_paths
from learning.models.paths import PathEnrolment

if TYPE_CHECKING:
    from learning.models import PathPage


def settle_path(*, path: PathPage) -> int:
    """How many stays were finished because the path asks for less than it did.

    Each person in a transaction of their own, so that thousands of them hold nobody up; safe to run again.
    """
    going = PathEnrolment.objects.active().unfinished().filter(path_page=path).select_related("learner")
    return sum(finish_paths(learner=one.learner, path_id=path.pk) for one in going.iterator(chunk_size=500))
