"""Candidates are reminded once of what runs out; what has run out is settled."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.appraise_practice import Word, appraise_practice
from certification.actions.decide_dossier import decide_dossier
from certification.actions.move_dossier import move
from certification.actions.remind_dossiers import (
    Reminded,
    _remind,
    _settle,
    _tell_of_silence,
    remind_dossiers,
)
from certification.actions.send_tutor_link import send_tutor_link
from certification.models import Dossier, Practice, TutorLink
from certification.tasks import remind_dossiers as task

NOTHING = Reminded(0, 0, 0, 0)


@pytest.fixture
def asked(dossier, val):
    """Ada's dossier, of which something is asked."""
    return move(dossier=dossier, event="ask_more", actor=val)


def due_in(dossier, days):
    Dossier.objects.filter(pk=dossier.pk).update(due_on=timezone.localdate() + timedelta(days=days))


@pytest.mark.parametrize(("days", "reminded"), [(8, 0), (7, 1), (0, 1), (-1, 0)])
def test_a_complement_is_reminded_of_in_its_last_week(asked, ada, mailoutbox, days, reminded):
    due_in(asked, days)
    before = len(mailoutbox)
    assert remind_dossiers() == Reminded(reminded, 0, 0, 0)
    assert len(mailoutbox) == before + reminded
    if reminded:
        assert mailoutbox[-1].to == [ada.email]
        assert "vous attend jusqu’au" in mailoutbox[-1].subject


def test_once(asked, mailoutbox):
    due_in(asked, 3)
    assert remind_dossiers() == Reminded(1, 0, 0, 0)
    assert remind_dossiers() == NOTHING
    assert not _remind(asked.pk)  # another worker, at the same moment
    assert task() == "0 complements, 0 tutors, 0 settled, 0 forgotten"


@pytest.fixture
def link(opened, ada, give):
    """A tutor's link, sent."""
    give(opened, "birth_date", "practice")
    Practice.objects.update(state="declared", appraised_at=None, confirmed_days=None)
    return send_tutor_link(practice=Practice.objects.get(), actor=ada)


def test_a_silent_tutor_is_told_of_to_the_candidate_once(link, ada, mailoutbox):
    assert remind_dossiers() == NOTHING
    TutorLink.objects.update(expires_at=timezone.now() + timedelta(days=6))
    assert remind_dossiers() == Reminded(0, 1, 0, 0)
    assert mailoutbox[-1].to == [ada.email]
    assert "Paul Tuteur n’a pas encore répondu" in mailoutbox[-1].body
    assert remind_dossiers() == NOTHING
    assert not _tell_of_silence(link.pk)


def test_one_who_answered_is_not(link, mailoutbox):
    TutorLink.objects.update(
        expires_at=timezone.now() + timedelta(days=6), secret_hash=TutorLink.hash_of("s")
    )
    appraise_practice(secret="s", word=Word(True, 15, "Bien.", "Paul Tuteur"), actor=None)
    assert remind_dossiers() == NOTHING


def test_a_refusal_is_settled_the_day_after_its_last(dossier, val):
    refused = decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason="Non.")
    due_in(refused, 0)
    assert remind_dossiers() == NOTHING
    due_in(refused, -1)
    assert remind_dossiers() == Reminded(0, 0, 1, 0)
    stale = Dossier.objects.get(pk=refused.pk)
    assert (stale.due_on, stale.state) == (None, "refused")
    assert LogEntry.objects.filter(verb="dossier.settled", actor=None).count() == 1
    stale.due_on = timezone.localdate()
    assert not _settle(stale)


def test_a_tutors_address_goes_after_a_year_and_their_word_stays(link, ada):
    year = timezone.now() - timedelta(days=366)
    TutorLink.objects.update(secret_hash=TutorLink.hash_of("s"))
    appraise_practice(secret="s", word=Word(True, 15, "Bien.", "Paul Tuteur"), actor=None)
    assert remind_dossiers() == NOTHING
    Practice.objects.update(appraised_at=year)
    TutorLink.objects.update(sent_at=year)
    assert remind_dossiers() == Reminded(0, 0, 0, 1)
    practice = Practice.objects.get()
    assert (practice.tutor_email, practice.signed_as) == ("", "Paul Tuteur")
    assert TutorLink.objects.get().email == ""
    assert remind_dossiers() == NOTHING


def test_one_who_never_answered_goes_too_unless_written_to_since(link, ada):
    TutorLink.objects.update(sent_at=timezone.now() - timedelta(days=366))
    send_tutor_link(practice=Practice.objects.get(), actor=ada)
    assert remind_dossiers().forgotten == 0
    TutorLink.objects.update(sent_at=timezone.now() - timedelta(days=366))
    assert remind_dossiers().forgotten == 1
