"""Asking for what a dossier lacks, and answering."""

import pytest

from accounts.models import LogEntry
from certification.actions.answer_complement import answer_complement
from certification.actions.ask_complement import ask_complement
from certification.actions.decide_dossier import decide_dossier
from certification.models import Complement, Dossier
from certification.refusals import AlreadySent, AnswerMissing, MayNotDecide, NothingTicked, NotYours, TooLate

pytestmark = pytest.mark.django_db


def ask(dossier, actor, *items, message=""):
    return ask_complement(dossier=dossier, actor=actor, items=items, message=message)


def test_what_was_ticked_is_kept_and_the_candidate_is_told(dossier, val, mailoutbox):
    asked = ask(dossier, val, "group:bases", " Votre pièce ", "group:bases", " ", message=" Merci. ")
    assert (asked.items, asked.message) == (["group:bases", "Votre pièce"], "Merci.")
    dossier.refresh_from_db()
    assert (dossier.state, dossier.due_on) == ("more_info", asked.due_on)
    line = LogEntry.objects.filter(verb="dossier.more_info").get()
    assert (line.actor, line.payload["items"]) == (val, asked.items)
    [letter] = mailoutbox
    assert letter.to == [dossier.candidate.email]
    for words in ("- Bases", "- Votre pièce", "Merci.", f"/mon-parcours/dossiers/{dossier.pk}/complement/"):
        assert words in letter.body


def test_it_says_what_is_missing(dossier, val):
    with pytest.raises(NothingTicked):
        ask(dossier, val, " ")
    assert Dossier.objects.get().state == "submitted"


def test_words_alone_will_do(dossier, val):
    assert ask(dossier, val, message="Appelez-nous.").items == []


def test_not_on_one_s_own(dossier, ready, appoint):
    appoint(ready, "validator")
    with pytest.raises(MayNotDecide):
        ask(dossier, ready, "x")


def test_asked_by_two_at_once_it_is_asked_once(dossier, val, marie):
    ask(dossier, val, "x")
    with pytest.raises(TooLate, match="Complément demandé"):
        ask(dossier, marie, "y")
    assert Complement.objects.count() == 1


def test_answered_the_dossier_is_sent_again(dossier, ready, val):
    asked = ask(dossier, val, "x")
    assert answer_complement(dossier=dossier, actor=ready, answer=" Voici. ").state == "submitted"
    asked.refresh_from_db()
    assert asked.answer == "Voici."
    assert asked.answered_at
    with pytest.raises(AlreadySent):
        answer_complement(dossier=dossier, actor=ready, answer="Encore.")
    assert decide_dossier(dossier=dossier, actor=val, verdict="validate").state == "validated"


def test_an_answer_has_words_and_is_the_candidate_s(dossier, ready, val, linus):
    ask(dossier, val, "x")
    with pytest.raises(AnswerMissing):
        answer_complement(dossier=dossier, actor=ready, answer=" ")
    with pytest.raises(NotYours):
        answer_complement(dossier=dossier, actor=linus, answer="Moi.")
    assert Dossier.objects.get().state == "more_info"
