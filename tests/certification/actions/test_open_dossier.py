"""Opening a dossier, and where facts take it."""

from datetime import date

import pytest

from accounts.models import LogEntry
from certification.actions.advance_dossier import advance_dossier, advance_dossiers
from certification.actions.open_dossier import open_dossier
from certification.actions.revoke import revoke
from certification.models import Credential, Dossier, SchemeVersion
from certification.refusals import NotInForce


def verbs(dossier):
    return list(
        LogEntry.objects.filter(subject_id=str(dossier.pk), verb__startswith="dossier.")
        .order_by("pk")
        .values_list("verb", flat=True)
    )


def test_opening_needs_nothing_but_the_wish(ada, practical):
    dossier = open_dossier(version=practical, actor=ada)
    assert (dossier.state, dossier.submitted_at, dossier.due_on) == ("candidature", None, None)
    assert verbs(dossier) == ["dossier.candidature"]


def test_where_nothing_is_asked_of_the_person_it_is_registered_at_once(ada, version):
    assert open_dossier(version=version, actor=ada).state == "registered"


def test_opened_twice_it_is_opened_once(ada, practical):
    first = open_dossier(version=practical, actor=ada)
    assert open_dossier(version=practical, actor=ada) == first


def test_who_follows_an_older_version_keeps_it(ada, opened, practical):
    practical.pk = None
    newer = SchemeVersion.objects.create(
        **{
            field.name: getattr(practical, field.name)
            for field in SchemeVersion._meta.fields
            if field.name not in ("id", "label")
        },
        label="2026 bis",
    )
    assert open_dossier(version=newer, actor=ada) == opened


def test_a_version_that_is_over_takes_no_dossier(ada, practical):
    practical.effective_until = date(2026, 2, 1)
    practical.save(update_fields=["effective_until"])
    with pytest.raises(NotInForce):
        open_dossier(version=practical, actor=ada)
    assert not Dossier.objects.exists()


class TestFacts:
    def test_a_birth_date_registers(self, opened, give):
        assert give(opened, "birth_date").state == "registered"
        assert verbs(opened) == ["dossier.candidature", "dossier.registered"]

    def test_a_finished_module_moves_it(self, ada, module, finish, opened, give):
        give(opened, "birth_date")
        finish(ada, module)
        opened.refresh_from_db()
        assert opened.state == "theory_done"

    def test_each_thing_in_turn(self, ada, module, finish, opened, give):
        finish(ada, module)
        assert give(opened, "birth_date").state == "theory_done"
        assert give(opened, "practice").state == "practice_done"
        assert give(opened, "countersignature").state == "complete"

    def test_practice_before_theory_is_welcome(self, opened, give):
        assert give(opened, "birth_date", "practice").state == "theory"

    def test_an_attestation_withdrawn_moves_it_back(self, complete, ada, val, no_queue, pending_of):
        attestation = pending_of(ada)
        revoke(credential=attestation, actor=val, reason="Une erreur.")
        complete.refresh_from_db()
        assert complete.state == "theory"

    def test_who_has_nothing_any_more_began_once(self, ada, val, module, finish, opened, give, pending_of):
        finish(ada, module)
        give(opened, "birth_date")
        revoke(credential=pending_of(ada), actor=val, reason="Une erreur.")
        opened.refresh_from_db()
        assert opened.state == "theory"

    def test_a_dossier_that_waits_is_left_alone(self, dossier):
        assert advance_dossier(dossier=dossier).state == "submitted"
        assert advance_dossiers(candidate=dossier.candidate, structure=dossier.structure) == []

    def test_nothing_changed_writes_nothing(self, opened, give):
        give(opened, "birth_date")
        lines = LogEntry.objects.count()
        advance_dossier(dossier=opened)
        assert LogEntry.objects.count() == lines


@pytest.fixture
def pending_of():
    """A function that gives somebody's attestation, its file made."""

    def of(person):
        from certification.actions.make_file import make_file

        credential = Credential.objects.select_related("structure", "holder").get(
            holder=person, kind="attestation"
        )
        if credential.status == "pending":
            make_file(credential=credential)
            credential.refresh_from_db()
        return credential

    return of
