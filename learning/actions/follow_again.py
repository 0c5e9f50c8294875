"""Follow a finished module again, from its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from accounts.models import LogEntry
from learning.models.enrolment import Enrolment

if TYPE_CHECKING:
    from accounts.models import User
    from learning.models import ModulePage


@transaction.atomic
def follow_again(*, enrolment: Enrolment, module: ModulePage, actor: User) -> Enrolment:
    """A new stay in the module, through the same structure; the open one as it is, where it is not finished yet.

    What was finished stays as it was, with its steps, its hours and its attestation: that stay is closed, not undone.
    Asked twice at once, one stay begins.
    """
    before = Enrolment.objects.locked(enrolment)
    if before.left_at is not None:  # somebody was faster
        return Enrolment.objects.by(before.learner).in_module(module).active().get()
    if before.completed_at is None:
        return before
    now = timezone.now()
    Enrolment.objects.filter(pk=before.pk).update(left_at=now)
    again = Enrolment.objects.create(
        learner=before.learner,
        structure=before.structure,
        module=module,
        module_key=module.translation_key,
        module_code=module.code,
        module_title=module.title,
        source=before.source,
        enrolled_at=now,
    )
    LogEntry.objects.append(
        actor=actor,
        verb="enrolment.again",
        subject=again,
        structure=again.structure,
        payload={"module": again.module_code, "learner": again.learner_id, "before": before.pk},
    )
    return again
