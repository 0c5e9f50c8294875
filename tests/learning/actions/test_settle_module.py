"""When a module asks for less than before, those who have done all it asks are finished."""

from learning.actions.complete_step import complete_step
from learning.actions.finish_if_complete import finish_if_complete
from learning.actions.settle_module import settle_module
from learning.models import Enrolment
from learning.tasks import settle_module as settle_task


def test_a_step_taken_away_finishes_those_who_lacked_only_that(
    enrolment, module, sequences, quiz, ada, announced
):
    for step in sequences:
        complete_step(enrolment=enrolment, step=step, actor=ada)
    quiz.unpublish()

    assert settle_module(module=module) == 1
    assert settle_module(module=module) == 0
    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None
    assert announced == [enrolment]


def test_nobody_else_is_finished(enrolment, module, sequences, quiz, ada):
    complete_step(enrolment=enrolment, step=sequences[0], actor=ada)
    quiz.unpublish()
    assert settle_module(module=module) == 0


def test_a_module_that_asks_nothing_finishes_nobody(enrolment, module):
    module.get_children().delete()
    assert settle_module(module=module) == 0


def test_the_worker_is_asked_once_the_change_is_committed(
    enrolment, module, sequences, quiz, ada, django_capture_on_commit_callbacks
):
    for step in sequences:
        complete_step(enrolment=enrolment, step=step, actor=ada)
    with django_capture_on_commit_callbacks(execute=True):
        quiz.unpublish()

    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_a_module_that_is_gone_is_no_problem_for_the_worker(module):
    module.delete()
    assert settle_task(module.pk) == 0


def test_somebody_else_may_have_finished_it_meanwhile(enrolment, module, ada, announced):
    for step in module.get_children().specific():
        complete_step(enrolment=enrolment, step=step, actor=ada)
    stale = Enrolment.objects.select_related("module").get(pk=enrolment.pk)
    stale.completed_at = None

    assert finish_if_complete(enrolment=stale, actor=ada) is False
    assert len(announced) == 1
