"""Begin a case study, from the start or from a situation met before."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from learning.activities.opening import at_step, must_be_open
from learning.activities.playing import first_entry
from learning.models.enrolment import Enrolment
from learning.models.work import CaseRun

if TYPE_CHECKING:
    from learning.models import CaseStudyPage

UNDECIDED = {"choice": None, "choice_text": "", "consequence": "", "is_advised": False, "advised": []}


@transaction.atomic
def begin_case(
    *, enrolment: Enrolment, page: CaseStudyPage, former: CaseRun | None = None, place: int | None = None
) -> CaseRun | None:
    """The one way under way: the one there is, else a new one from the first situation. None where nothing is written.

    With ``former``, a new try from the situation at this ``place`` of that way, which stays as it was played. No line
    in the log before the end. Raises Locked.
    """
    enrolment = Enrolment.objects.locked(enrolment)
    must_be_open(enrolment, page)
    under_way = CaseRun.objects.at(enrolment, page).filter(ended_at=None).first()
    if under_way is not None and (former is None or former.pk != under_way.pk):
        return under_way  # a double click
    if former is None:
        return _begun(
            enrolment, page, [first_entry(page)] if first_entry(page) else [], page.live_revision_id
        )
    if place is None or not 0 <= place < len(former.path):
        return under_way
    if under_way is not None:
        under_way.ended_at = timezone.now()
        under_way.save(update_fields=["ended_at"])
    way = [*former.path[:place], former.path[place] | UNDECIDED]
    return _begun(enrolment, page, way, former.revision_id)


def _begun(enrolment: Enrolment, page: CaseStudyPage, way: list, revision_id: int | None) -> CaseRun | None:
    if not way:
        return None
    kept = at_step(enrolment, page) | {"revision_id": revision_id}
    return CaseRun.objects.create(**kept, path=way, token=uuid.uuid4())
