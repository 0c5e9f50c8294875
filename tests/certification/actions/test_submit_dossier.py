"""Sending a dossier, and sending it again."""

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.decide_dossier import decide_dossier
from certification.actions.issue_dossier import issue_dossier
from certification.actions.make_file import make_file
from certification.actions.move_dossier import move
from certification.actions.submit_dossier import submit_dossier
from certification.models import Complement, Credential, Dossier
from certification.refusals import AlreadySent, NotEligible, NotYours


def test_a_complete_dossier_is_sent(complete, ada):
    sent = submit_dossier(dossier=complete, actor=ada)
    assert sent.state == "submitted"
    assert sent.submitted_at and sent.due_on
    line = LogEntry.objects.order_by("-pk").first()
    assert (line.verb, line.actor) == ("dossier.submitted", ada)
    assert len(line.payload["attestations"]) == 1


def test_what_is_missing_is_named(opened, ada, give):
    give(opened, "birth_date", "practice")
    with pytest.raises(NotEligible) as refusal:
        submit_dossier(dossier=opened, actor=ada)
    assert [one.slug for one in refusal.value.eligibility.missing] == ["group:bases", "countersignature"]


def test_nobody_else_sends_it(complete, linus):
    with pytest.raises(NotYours):
        submit_dossier(dossier=complete, actor=linus)


def test_sent_from_two_tabs_it_is_sent_once(complete, ada):
    submit_dossier(dossier=complete, actor=ada)
    with pytest.raises(AlreadySent):
        submit_dossier(dossier=complete, actor=ada)


def test_facts_nobody_had_noticed_count(complete, ada):
    # As after a birthday: everything is there, and nothing had moved the dossier yet.
    Dossier.objects.filter(pk=complete.pk).update(countersigned_at=None)
    from certification.actions.advance_dossier import advance_dossier

    assert advance_dossier(dossier=complete).state == "practice_done"
    Dossier.objects.filter(pk=complete.pk).update(countersigned_at=timezone.now())
    assert submit_dossier(dossier=complete, actor=ada).state == "submitted"


def test_a_complement_is_answered_by_sending_again(complete, ada, val):
    dossier = submit_dossier(dossier=complete, actor=ada)
    move(dossier=dossier, event="ask_more", actor=val)
    asked = Complement.objects.create(
        dossier=dossier, items=["practice"], asked_by=val, due_on=timezone.localdate()
    )

    assert submit_dossier(dossier=dossier, actor=ada, answer=" Voici. ").state == "submitted"

    asked.refresh_from_db()
    assert asked.answer == "Voici."
    assert asked.answered_at


def test_a_made_certificate_closes_its_dossier_well(complete, ada, val, no_queue):
    submit_dossier(dossier=complete, actor=ada)
    decide_dossier(dossier=complete, actor=val, verdict="validate")
    certificate = Credential.objects.get(subject=f"dossier:{complete.pk}")
    complete.refresh_from_db()
    assert complete.state == "validated"

    make_file(credential=certificate)

    complete.refresh_from_db()
    assert complete.state == "issued"
    assert issue_dossier(credential=certificate).state == "issued"
    assert LogEntry.objects.filter(verb="dossier.issued").count() == 1


def test_other_documents_close_nothing(pending):
    assert issue_dossier(credential=pending) is None
