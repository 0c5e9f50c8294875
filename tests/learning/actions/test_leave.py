"""Leaving a module."""

import pytest

from accounts.models import LogEntry
from learning.actions.complete_step import complete_step
from learning.actions.leave import AlreadyFinished, leave
from learning.models import Enrolment


def test_leaving_keeps_what_was_done_and_says_so_once(ada, sequence):
    enrolment = Enrolment.objects.get(learner=ada)
    complete_step(enrolment=enrolment, step=sequence, actor=ada)

    leave(enrolment=enrolment, actor=ada)
    leave(enrolment=enrolment, actor=ada)

    enrolment.refresh_from_db()
    assert enrolment.left_at is not None
    assert enrolment.completed_steps.count() == 1
    assert LogEntry.objects.about(enrolment).filter(verb="enrolment.left").count() == 1


def test_a_finished_module_is_not_left(ada):
    enrolment = Enrolment.objects.get(learner=ada)
    Enrolment.objects.update(completed_at=enrolment.enrolled_at)
    enrolment.refresh_from_db()

    with pytest.raises(AlreadyFinished):
        leave(enrolment=enrolment, actor=ada)

    enrolment.refresh_from_db()
    assert enrolment.left_at is None
