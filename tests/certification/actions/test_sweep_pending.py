"""What was lost is found again, and no more than once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from certification import tasks
from certification.actions.sweep_pending import Swept, sweep_pending
from certification.models import Credential
from learning.models import Enrolment

pytestmark = pytest.mark.django_db


@pytest.fixture
def later():
    return timezone.now() + timedelta(minutes=6)


def test_with_nothing_lost_it_does_nothing(attestation, later, mailoutbox):
    tasks.tell_holder(attestation.pk)
    tasks.make_badges(attestation.pk)
    assert sweep_pending(now=later) == Swept(0, 0, 0, 0)
    assert len(mailoutbox) == 1


def test_a_file_that_waits_for_too_long_is_made(pending, later):
    assert sweep_pending(now=later).files == 1
    assert Credential.objects.get().status == "issued"


def test_one_that_was_just_asked_for_is_left_to_the_queue(pending):
    assert sweep_pending() == Swept(0, 0, 0, 0)


def test_one_that_met_a_problem_waits_for_somebody(pending, later):
    Credential.objects.update(problem="Le nom…")
    assert sweep_pending(now=later).files == 0


class TestAModuleWithoutItsAttestation:
    @pytest.fixture
    def lost(self, ada, module, finish, monkeypatch):
        monkeypatch.setattr("certification.signal_handlers.grant_attestation", lambda **kwargs: None)
        return finish(ada, module)

    def test_it_gets_it(self, lost, later):
        assert sweep_pending(now=later).attestations == 1
        assert Credential.objects.get().subject == f"enrolment:{lost.pk}"
        assert sweep_pending(now=later).attestations == 0

    def test_not_while_it_is_being_finished(self, lost):
        assert sweep_pending().attestations == 0

    def test_one_of_long_ago_is_left_as_it_is(self, lost, later):
        Enrolment.objects.update(completed_at=timezone.now() - timedelta(days=40))
        assert sweep_pending(now=later).attestations == 0


def test_a_letter_that_was_not_written_is(attestation, later, mailoutbox):
    assert sweep_pending(now=later).letters == 1
    assert len(mailoutbox) == 1
    assert Credential.objects.get().told_at is not None


def test_the_scheduled_task_says_what_it_found(pending, monkeypatch):
    assert tasks.sweep_pending() == "0 files, 0 attestations, 0 letters, 0 badges"


def test_badges_that_were_not_made_are(attestation, later, client):
    assert sweep_pending(now=later).badges == 1
    assert client.get(f"/certificats/{attestation.public_id}.png").status_code == 200
    assert sweep_pending(now=later).badges == 0


def test_an_erased_holder_gets_no_badge(attestation, later):
    Credential.objects.update(holder_shown="erased")
    assert sweep_pending(now=later).badges == 0
