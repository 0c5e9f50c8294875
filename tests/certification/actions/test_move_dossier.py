"""The one way a dossier changes its state."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.move_dossier import move
from certification.models import Dossier
from certification.rules.dossier_states import IllegalTransition


def test_a_step_keeps_its_state_its_time_and_its_line(dossier, val):
    moved = move(dossier=dossier, event="ask_more", actor=val, payload={"items": ["practice"]})

    dossier.refresh_from_db()
    assert moved.state == dossier.state == "more_info"
    assert dossier.due_on == timezone.localdate() + timedelta(days=30)
    line = LogEntry.objects.order_by("-pk").first()
    assert (line.verb, line.actor, line.subject_id) == ("dossier.more_info", val, str(dossier.pk))
    assert line.payload == {
        "scheme": "bases",
        "version": "2026",
        "event": "ask_more",
        "from": "submitted",
        "items": ["practice"],
    }


def test_a_step_ends_the_time_of_the_one_before(dossier, ada):
    Dossier.objects.filter(pk=dossier.pk).update(reminded_at=timezone.now())
    dossier.refresh_from_db()
    assert dossier.due_on

    move(dossier=dossier, event="withdraw", actor=ada)

    dossier.refresh_from_db()
    assert (dossier.due_on, dossier.reminded_at) == (None, None)


def test_an_impossible_step_changes_nothing(dossier, val):
    lines = LogEntry.objects.count()
    with pytest.raises(IllegalTransition):
        move(dossier=dossier, event="issue", actor=val)
    dossier.refresh_from_db()
    assert dossier.state == "submitted"
    assert LogEntry.objects.count() == lines


def test_what_the_caller_changed_goes_with_it(dossier, val):
    dossier.reason, dossier.birth_date = "Revenez.", "1990-01-01"
    move(dossier=dossier, event="refuse", actor=val, also=["reason"])
    dossier.refresh_from_db()
    assert (dossier.reason, dossier.birth_date) == ("Revenez.", None)
