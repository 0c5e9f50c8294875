"""Enrolling: one row, whatever happens at once; leaving keeps what was done."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import LogEntry, Membership
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.actions.leave import leave
from learning.models import Enrolment


def test_enrolling_makes_one_row_a_learner_and_a_log_line(linus, module, house):
    enrolment = enrol(learner=linus, module=module, structure=house, actor=linus)

    assert (enrolment.module_code, enrolment.module_title) == ("DROIT", module.title)
    assert Membership.objects.of(house).held_by(linus).with_role("learner").current().count() == 1
    line = LogEntry.objects.about(enrolment).get()
    assert (line.verb, line.actor, line.structure) == ("enrolment.created", linus, house)


def test_enrolling_again_changes_nothing(ada, module, house):
    first = Enrolment.objects.get(learner=ada)
    again = enrol(learner=ada, module=module, structure=house, actor=ada)

    assert again == first
    assert LogEntry.objects.about(first).count() == 1
    assert Membership.objects.held_by(ada).with_role("learner").count() == 1


def test_reading_that_began_before_dates_the_enrolment(linus, module, house):
    begun = timezone.now() - timezone.timedelta(days=3)
    assert enrol(learner=linus, module=module, structure=house, actor=linus, at=begun).enrolled_at == begun


def test_coming_back_opens_the_same_enrolment_with_all_that_was_done(ada, module, sequence, house):
    enrolment = Enrolment.objects.get(learner=ada)
    complete_step(enrolment=enrolment, step=sequence, actor=ada)
    leave(enrolment=enrolment, actor=ada)

    back = enrol(learner=ada, module=module, structure=house, actor=ada)

    assert back.pk == enrolment.pk
    assert back.left_at is None
    assert back.completed_steps.get().step_key == sequence.translation_key
    verbs = [line.verb for line in LogEntry.objects.about(enrolment)]
    assert verbs == ["enrolment.created", "enrolment.left", "enrolment.reopened"]


def test_a_module_that_moved_keeps_its_enrolments(ada, module, other_house):
    elsewhere = other_house.site.root_page.get_children().get().specific
    module.move(elsewhere, pos="last-child")

    assert Enrolment.objects.by(ada).in_module(module).active().exists()


@pytest.mark.django_db(transaction=True)
def test_two_requests_at_once_make_one_enrolment(house, make_module, make_person):
    module, eve = make_module(house, sequences=1, quiz=False), make_person("eve")
    barrier, problems = threading.Barrier(2), []

    def request() -> None:
        try:
            barrier.wait()
            enrol(learner=eve, module=module, structure=house, actor=eve)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=request) for _each in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert Enrolment.objects.by(eve).count() == 1
    assert Membership.objects.held_by(eve).with_role("learner").count() == 1


def test_the_row_that_another_request_made_meanwhile_is_the_one(linus, module, house, enrolment, monkeypatch):
    monkeypatch.setattr(
        type(Enrolment.objects), "get_or_create", lambda *_args, **_kwargs: (enrolment, False)
    )
    before = LogEntry.objects.count()

    assert enrol(learner=linus, module=module, structure=house, actor=linus) == enrolment
    assert LogEntry.objects.count() == before
