"""A finished module is followed again from its beginning; what was earned stays."""

import pytest

from accounts.models import LogEntry
from certification.models import Credential
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.actions.follow_again import follow_again
from learning.models import CompletedStep, Enrolment, StepPage
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def finish(person, module) -> Enrolment:
    enrolment = enrol(learner=person, module=module, structure=module.structure, actor=person)
    for step in StepPage.objects.in_module(module).specific():
        complete_step(enrolment=enrolment, step=step, actor=person)
    enrolment.refresh_from_db()
    return enrolment


def test_a_new_stay_begins_and_the_first_stays_as_it_was(ada, module):
    first = finish(ada, module)
    steps = CompletedStep.objects.filter(enrolment=first).count()
    again = follow_again(enrolment=first, module=module, actor=ada)
    assert (again.pk != first.pk, again.completed_at, again.left_at) == (True, None, None)
    done = first.completed_at
    first.refresh_from_db()
    assert (first.completed_at, CompletedStep.objects.filter(enrolment=first).count()) == (done, steps)
    assert not CompletedStep.objects.filter(enrolment=again).exists()
    assert LogEntry.objects.get(verb="enrolment.again").payload["before"] == first.pk
    assert enrol(learner=ada, module=module, structure=module.structure, actor=ada) == again
    # Finished again, it earns an attestation of its own.
    finish(ada, module)
    assert Credential.objects.filter(holder=ada, kind="attestation").count() == 2


def test_asked_twice_one_stay_begins_and_an_unfinished_one_goes_on(ada, module):
    first = finish(ada, module)
    again = follow_again(enrolment=first, module=module, actor=ada)
    assert follow_again(enrolment=first, module=module, actor=ada) == again
    assert follow_again(enrolment=again, module=module, actor=ada) == again
    assert Enrolment.objects.by(ada).in_module(module).count() == 2


def test_by_the_person_alone_from_their_page(ada, linus, module, client, client_of):
    finish(ada, module)
    address = f"/mon-parcours/modules/{module.pk}/reprise/"
    assert client_of(linus).post(address).status_code == 404
    assert client.post(address).status_code == 302
    assert client_of(ada).get(address).status_code == 405
    assert Enrolment.objects.by(ada).count() == 1
    page = client_of(ada).post(address, follow=True)
    assert "de nouveau ouvert" in text_of(page)
    assert Enrolment.objects.by(ada).active().unfinished().count() == 1
    assert client_of(ada).get("/mon-parcours/").status_code == 200
