"""Answering an appeal: by somebody else than who refused, with a reason."""

import pytest

from accounts.models import LogEntry
from certification.actions.answer_appeal import answer_appeal
from certification.actions.decide_dossier import decide_dossier
from certification.actions.move_dossier import move
from certification.models import Appeal, Dossier
from certification.refusals import AlreadyDecided, MayNotDecide, ReasonMissing, TooLate

pytestmark = pytest.mark.django_db


@pytest.fixture
def appealed(dossier, val, ready):
    """Ada's dossier, refused by Val, under appeal."""
    refused = decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason="Une pièce manque.")
    Appeal.objects.create(dossier=refused, grounds="Elle était jointe.", refused_by=val)
    return move(dossier=refused, event="appeal", actor=ready)


def answer(dossier, actor, accepted=True, words="Pièce retrouvée."):
    return answer_appeal(dossier=dossier, actor=actor, accepted=accepted, answer=words)


def test_accepted_it_is_reviewed_as_if_just_sent(appealed, val, marie, mailoutbox):
    appeal = answer(appealed, marie)
    assert (appeal.accepted, appeal.answered_by) == (True, marie)
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.reason, dossier.record, dossier.decided_by) == ("submitted", "", {}, None)
    line = LogEntry.objects.filter(verb="dossier.submitted").order_by("-pk").first()
    assert line.payload["refusal"] == "Une pièce manque."
    assert "Pièce retrouvée." in mailoutbox[-1].body
    assert decide_dossier(dossier=dossier, actor=val, verdict="validate").state == "validated"


def test_upheld_the_refusal_stands_for_good(appealed, marie):
    assert answer(appealed, marie, accepted=False).accepted is False
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.reason, dossier.due_on) == ("refused", "Une pièce manque.", None)


def test_not_by_who_refused_nor_by_the_candidate(appealed, val, ready, appoint):
    with pytest.raises(MayNotDecide, match="Vous avez refusé"):
        answer(appealed, val)
    appoint(ready, "manager")
    with pytest.raises(MayNotDecide):
        answer(appealed, ready)


def test_it_has_words(appealed, marie):
    with pytest.raises(ReasonMissing):
        answer(appealed, marie, words=" ")


def test_answered_twice_it_is_answered_once(appealed, marie):
    answer(appealed, marie)
    with pytest.raises(TooLate):
        answer(appealed, marie, accepted=False)


def test_the_second_validator_is_told_who_was_faster(dossier, val, marie):
    decide_dossier(dossier=dossier, actor=val, verdict="validate")
    with pytest.raises(AlreadyDecided, match="Val Exemple en a décidé"):
        decide_dossier(dossier=dossier, actor=marie, verdict="refuse", reason="Trop tard.")
