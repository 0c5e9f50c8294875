"""A step done is a fact: recorded once, pinned, and never taken back by what becomes of the page."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.models import CompletedStep, Enrolment, SequencePage
from learning.signals import module_completed


def finish_all(enrolment, module, actor):
    for step in module.get_children().specific():
        complete_step(enrolment=enrolment, step=step, actor=actor)
    enrolment.refresh_from_db()


def test_a_step_done_keeps_what_it_was_and_which_revision(enrolment, sequence, ada):
    fact = complete_step(enrolment=enrolment, step=sequence, actor=ada)

    assert (fact.step_id, fact.step_key, fact.step_title) == (
        sequence.pk,
        sequence.translation_key,
        "Séquence 1",
    )
    assert (fact.minutes_planned, fact.required, fact.evidence_type) == (30, True, "connexion")
    assert fact.modality == "self_paced"
    assert fact.revision_id == sequence.live_revision_id is not None


def test_a_quiz_passed_is_assessed_evidence(enrolment, quiz, ada):
    assert complete_step(enrolment=enrolment, step=quiz, actor=ada).evidence_type == "evaluation"


def test_doing_it_again_changes_nothing(enrolment, sequence, ada):
    first = complete_step(enrolment=enrolment, step=sequence, actor=ada)
    again = complete_step(enrolment=enrolment, step=sequence, actor=ada)

    assert (again.pk, again.completed_at) == (first.pk, first.completed_at)
    assert LogEntry.objects.filter(verb="step.completed").count() == 1


def test_the_last_required_step_finishes_the_module_and_announces_it_once(enrolment, module, ada, announced):
    finish_all(enrolment, module, ada)
    finish_all(enrolment, module, ada)

    assert enrolment.completed_at is not None
    assert announced == [enrolment]
    assert LogEntry.objects.filter(verb="module.completed").count() == 1


def test_an_optional_step_is_not_waited_for(enrolment, module, make_sequence, ada):
    make_sequence(module, "Pour aller plus loin", required=False)
    for step in module.get_children().exclude(title="Pour aller plus loin").specific():
        complete_step(enrolment=enrolment, step=step, actor=ada)

    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


def test_a_draft_step_is_not_waited_for(enrolment, module, make_sequence, ada):
    draft = make_sequence(module, "Brouillon", publish=False)
    for step in module.get_children().exclude(pk=draft.pk).specific():
        complete_step(enrolment=enrolment, step=step, actor=ada)

    enrolment.refresh_from_db()
    assert enrolment.completed_at is not None


@pytest.mark.django_db(transaction=True)
def test_a_handler_that_fails_leaves_the_module_unfinished(enrolment, module, ada, transactional_problem):
    steps = list(module.get_children().specific())
    for step in steps[:-1]:
        complete_step(enrolment=enrolment, step=step, actor=ada)
    with pytest.raises(RuntimeError):
        complete_step(enrolment=enrolment, step=steps[-1], actor=ada)

    enrolment.refresh_from_db()
    assert enrolment.completed_at is None
    assert enrolment.completed_steps.count() == 2


@pytest.fixture
def transactional_problem():
    def fail(**kwargs):
        raise RuntimeError("The attestation could not be prepared.")

    module_completed.connect(fail, weak=False)
    yield
    module_completed.disconnect(fail)


class TestContentThatChanges:
    def test_an_edited_page_leaves_the_fact_and_its_revision(self, enrolment, sequence, ada):
        fact = complete_step(enrolment=enrolment, step=sequence, actor=ada)
        shown = fact.revision_id
        sequence.title, sequence.minutes = "Autre titre", 90
        sequence.save_revision().publish()

        fact.refresh_from_db()
        assert (fact.step_title, fact.minutes_planned, fact.revision_id) == ("Séquence 1", 30, shown)
        assert fact.revision.as_object().title == "Séquence 1"

    def test_a_deleted_page_leaves_the_fact(self, enrolment, sequence, ada):
        fact = complete_step(enrolment=enrolment, step=sequence, actor=ada)
        key = sequence.translation_key
        sequence.delete()

        fact.refresh_from_db()
        assert (fact.step, fact.step_key, fact.step_title) == (None, key, "Séquence 1")

    def test_a_moved_page_leaves_the_fact(self, enrolment, sequence, ada, house, make_module):
        fact = complete_step(enrolment=enrolment, step=sequence, actor=ada)
        sequence.move(make_module(house, "AUTRE", "Autre module", sequences=0, quiz=False), pos="last-child")

        fact.refresh_from_db()
        assert fact.step_key == sequence.translation_key

    def test_a_deleted_module_leaves_the_enrolment_finished(self, enrolment, module, ada):
        finish_all(enrolment, module, ada)
        module.delete()

        enrolment.refresh_from_db()
        assert (enrolment.module, enrolment.module_code) == (None, "DROIT")
        assert enrolment.completed_at is not None
        assert enrolment.completed_steps.count() == 3

    def test_a_new_required_step_takes_nothing_back(self, enrolment, module, make_sequence, ada, announced):
        finish_all(enrolment, module, ada)
        finished_at = enrolment.completed_at
        new = make_sequence(module, "Nouvelle")
        complete_step(enrolment=enrolment, step=new, actor=ada)

        enrolment.refresh_from_db()
        assert enrolment.completed_at == finished_at
        assert announced == [enrolment]

    def test_a_pinned_revision_is_not_purged_by_itself(self, enrolment, sequence, ada):
        fact = complete_step(enrolment=enrolment, step=sequence, actor=ada)
        sequence.save_revision().publish()

        from django.db.models import ProtectedError

        with pytest.raises(ProtectedError):
            sequence.revisions.filter(pk=fact.revision_id).delete()

    def test_a_step_done_in_a_module_that_is_gone_finishes_nothing(self, enrolment, module, sequence, ada):
        Enrolment.objects.filter(pk=enrolment.pk).update(module=None)
        fact = complete_step(enrolment=enrolment, step=sequence, actor=ada)

        assert fact.modality == ""
        enrolment.refresh_from_db()
        assert enrolment.completed_at is None


@pytest.mark.django_db(transaction=True)
def test_two_last_steps_at_once_finish_the_module_once(house, make_module, make_person, announced):
    module, eve = make_module(house, sequences=2, quiz=False), make_person("eve")
    enrolment = enrol(learner=eve, module=module, structure=house, actor=eve)
    steps = list(SequencePage.objects.child_of(module))
    barrier, problems = threading.Barrier(2), []

    def request(step) -> None:
        try:
            barrier.wait()
            complete_step(enrolment=enrolment, step=step, actor=eve)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [threading.Thread(target=request, args=[step]) for step in steps]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    enrolment.refresh_from_db()
    assert problems == []
    assert CompletedStep.objects.count() == 2
    assert enrolment.completed_at is not None
    assert len(announced) == 1


def test_the_moment_can_be_given(enrolment, sequence, ada):
    then = timezone.now() - timezone.timedelta(days=2)
    assert complete_step(enrolment=enrolment, step=sequence, actor=ada, at=then).completed_at == then
