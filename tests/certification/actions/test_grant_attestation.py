"""A finished module earns its attestation, once, in the same transaction."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.grant_attestation import grant_attestation
from certification.actions.grant_attestations import grant_attestations
from certification.models import Credential, Registry
from learning.models import Enrolment

pytestmark = pytest.mark.django_db


def test_the_last_step_of_a_module_grants_it(ada, module, finish, this_year):
    enrolment = finish(ada, module)
    credential = Credential.objects.get(subject=f"enrolment:{enrolment.pk}")
    assert credential.number == f"VAL-AS-{this_year}-00001"
    assert credential.status == "pending"
    assert (credential.holder, credential.structure) == (ada, module.structure)


def test_an_unfinished_module_grants_nothing(ada):
    assert not Credential.objects.exists()


def test_granting_again_gives_the_same_document(enrolment, pending):
    assert grant_attestation(enrolment=enrolment) == pending
    assert Credential.objects.count() == 1
    assert Registry.objects.get().last_number == 1
    assert LogEntry.objects.filter(verb="credential.granted").count() == 1


def test_without_its_attestation_a_module_is_not_finished(ada, module, finish, monkeypatch):
    def fail(**kwargs):
        raise RuntimeError("no number today")

    monkeypatch.setattr("certification.actions.grant_attestations.take_number", fail)
    with pytest.raises(RuntimeError), transaction.atomic():
        finish(ada, module)
    assert not Enrolment.objects.completed().exists()
    assert not Credential.objects.exists()


def test_the_database_itself_refuses_a_second_one(pending):
    twin = Credential.granted(
        pending.frozen | {"number": "VAL-AS-2026-99999", "public_id": "another"},
        structure=pending.structure,
        holder=pending.holder,
        subject=pending.subject,
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


def test_the_log_line_names_the_document_and_no_person(pending):
    line = LogEntry.objects.about(pending).get(verb="credential.granted")
    assert line.payload == {"number": pending.number, "kind": "attestation", "subject": pending.subject}


def test_the_file_is_queued_once_committed(ada, module, finish, django_capture_on_commit_callbacks, files):
    with django_capture_on_commit_callbacks(execute=True):
        enrolment = finish(ada, module)
    # Tasks run at once in tests: the document is made, and Ada told.
    credential = Credential.objects.get(subject=f"enrolment:{enrolment.pk}")
    assert credential.status == "issued"
    assert [file.suffix for file in files()].count(".pdf") == 1


class TestManyAtOnce:
    @pytest.fixture
    def crowd(self, house, module, make_person, finish, monkeypatch):
        """Three people who finished, whose attestations were lost."""
        monkeypatch.setattr("certification.signal_handlers.grant_attestation", lambda **kwargs: None)
        return [finish(make_person(name, house, "learner"), module) for name in ("bea", "cid", "dan")]

    def test_each_gets_one_in_the_order_they_finished(self, house, crowd, this_year):
        granted = grant_attestations(structure=house, enrolments=reversed(crowd))
        assert [one.holder for one in granted] == [enrolment.learner for enrolment in crowd]
        assert [one.number for one in granted] == [f"VAL-AS-{this_year}-0000{rank}" for rank in (1, 2, 3)]

    def test_those_who_have_theirs_are_left_alone(self, house, crowd):
        grant_attestation(enrolment=crowd[1])
        assert len(grant_attestations(structure=house, enrolments=crowd)) == 2
        assert grant_attestations(structure=house, enrolments=crowd) == []
        assert Registry.objects.get().last_number == 3

    def test_the_unfinished_get_nothing(self, house, ada):
        assert grant_attestations(structure=house, enrolments=Enrolment.objects.by(ada)) == []

    def test_dated_the_day_each_finished_they_are_numbered_by_year(self, house, crowd):
        crowd[0].completed_at = timezone.now() - timedelta(days=800)
        old, *new = grant_attestations(structure=house, enrolments=crowd, on_completion_day=True)
        year = timezone.localdate(crowd[0].completed_at).year
        assert old.number == f"VAL-AS-{year}-00001"
        assert old.frozen["granted_on"] == timezone.localdate(crowd[0].completed_at).isoformat()
        assert [one.number[-5:] for one in new] == ["00001", "00002"]

    def test_quietly_nobody_is_told_and_no_file_is_queued(
        self, house, crowd, django_capture_on_commit_callbacks, mailoutbox
    ):
        with django_capture_on_commit_callbacks(execute=True):
            granted = grant_attestations(structure=house, enrolments=crowd, announce=False, make_files=False)
        assert Credential.objects.pending().count() == 3
        assert all(one.told_at for one in granted)
        assert mailoutbox == []

    def test_the_queries_do_not_grow_with_the_people(self, house, crowd):
        with CaptureQueriesContext(connection) as for_one:
            grant_attestations(structure=house, enrolments=crowd[:1])
        with CaptureQueriesContext(connection) as for_two:
            grant_attestations(structure=house, enrolments=crowd[1:])
        # The first also makes the register's row.
        assert len(for_two) <= len(for_one) <= 30
