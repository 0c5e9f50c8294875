"""Remind of the deadlines that come near."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from learning.models.enrolment import CompletedStep, Enrolment, Waiver
from learning.models.groups import Deadline
from learning.models.talk import Notification

CHUNK = 500


def remind_deadlines(*, now: datetime | None = None) -> int:
    """Tell those who have not done it yet, so many days before as the group says; how many were told.

    Once for each deadline and person. A few hundred people are held at once, whatever the size of the group.
    """
    now = now or timezone.now()
    near = Deadline.objects.filter(group__closed_at=None, due_at__gt=now, module__live=True)
    related = near.select_related("group__structure", "module", "step").order_by("pk")
    return sum(
        _remind(one)
        for one in related.iterator(chunk_size=CHUNK)
        if now >= one.due_at - timedelta(days=one.group.remind_days_before)
    )


def _remind(deadline: Deadline) -> int:
    late, told, last = _not_done(deadline), 0, 0
    page = deadline.step if deadline.step and deadline.step.live else deadline.module
    address = (page.get_url_parts() or ("", "", ""))[2]
    words = {"title": deadline.label or page.title, "due": deadline.due_at.isoformat()}
    while chunk := list(
        late.filter(learner__gt=last).order_by("learner").values_list("learner_id", flat=True)[:CHUNK]
    ):
        with transaction.atomic():
            Notification.objects.tell_all(
                [
                    Notification(
                        person_id=person,
                        structure=deadline.group.structure,
                        kind="deadline",
                        about=f"deadline:{deadline.pk}",
                        words=words,
                        address=address or "",
                    )
                    for person in chunk
                ]
            )
        told, last = told + len(chunk), chunk[-1]
    return told


def _not_done(deadline: Deadline):
    """Enrolments of the group's present people, under way, without what is due; but for those told already."""
    told = Notification.objects.filter(
        person=OuterRef("learner"), kind="deadline", about=f"deadline:{deadline.pk}"
    )
    key = deadline.module.translation_key
    waived = Waiver.objects.standing().filter(learner=OuterRef("learner"), module_key=key)
    late = Enrolment.objects.active().unfinished().filter(module_key=key, learner__is_active=True)
    late = late.filter(
        learner__group_memberships__group=deadline.group, learner__group_memberships__left_at=None
    ).exclude(Exists(told))
    late = late.exclude(Exists(waived.filter(step_key=None)))
    if deadline.step is None:
        return late
    done = CompletedStep.objects.filter(enrolment=OuterRef("pk"), step_key=deadline.step.translation_key)
    return late.exclude(Exists(done)).exclude(Exists(waived.filter(step_key=deadline.step.translation_key)))
