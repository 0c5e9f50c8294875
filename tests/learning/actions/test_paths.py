"""A path joined and finished while another request does the same."""

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.complete_step import complete_step
from learning.actions.finish_paths import finish_paths
from learning.actions.join_path import join_path
from learning.models import PathEnrolment, StepPage
from learning.signals import path_completed


@pytest.fixture
def path(make_path, module):
    return make_path(module)


def test_joined_by_two_requests_at_once_it_is_joined_once(ada, path, house, meanwhile):
    def other():
        PathEnrolment.objects.create(
            learner=ada, path_key=path.translation_key, structure=house, path_page=path, path_title=path.title
        )

    with meanwhile("learning_pathenrolment", other):
        stay = join_path(learner=ada, path=path, structure=house, actor=ada)
    assert PathEnrolment.objects.get() == stay
    assert not LogEntry.objects.filter(verb="path.joined").exists()  # the line is the other's


def test_finished_by_two_requests_at_once_it_is_finished_and_announced_once(
    ada, enrolment, path, house, module, meanwhile
):
    stay = join_path(learner=ada, path=path, structure=house, actor=ada)
    for step in StepPage.objects.in_module(module):
        complete_step(enrolment=enrolment, step=step, actor=ada)
    PathEnrolment.objects.filter(pk=stay.pk).update(completed_at=None, modules=[])
    heard, then = [], timezone.now()

    def hear(sender, path_enrolment, **kwargs):
        heard.append(path_enrolment)

    path_completed.connect(hear, weak=False)
    try:
        with meanwhile("learning_pathenrolment", lambda: PathEnrolment.objects.update(completed_at=then)):
            assert finish_paths(learner=ada) == 0
    finally:
        path_completed.disconnect(hear)
    stay.refresh_from_db()
    assert (stay.completed_at, heard) == (then, [])
