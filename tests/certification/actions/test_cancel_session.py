"""A planned session of a jury is cancelled: its dossiers wait again, everybody is told, nothing changes after."""

import pytest
from django.core import mail

from accounts.models import LogEntry
from certification.actions.cancel_session import cancel_session
from certification.actions.name_president import name_president
from certification.actions.open_session import open_session
from certification.actions.withdraw import withdraw
from certification.jury_refusals import JuryRefused
from certification.models import JurySession
from certification.models.jury import Settled
from certification.rules.jury import Obstacle

pytestmark = pytest.mark.django_db

WHY = "La salle est prise par l’eau."


def refused(*obstacles):
    return pytest.raises(JuryRefused, check=lambda one: one.obstacles == obstacles)


def test_its_dossiers_wait_again_and_everybody_is_told(case, val, ada, jurors):
    mail.outbox.clear()
    cancelled = cancel_session(session=case.session, actor=val, grounds=f" {WHY} ")
    assert (cancelled.state, cancelled.cancelled_because) == ("cancelled", WHY)
    case.refresh_from_db()
    case.dossier.refresh_from_db()
    assert (case.decision, case.grounds, case.dossier.state) == ("not_heard", WHY, "submitted")
    told = {letter.to[0]: letter for letter in mail.outbox}
    assert set(told) == {ada.email, *(one.email for one in jurors[:3])}
    letter = told[jurors[0].email]
    assert letter.subject == "Ce jury est annulé : Jury d’automne"
    assert WHY in letter.body
    assert WHY in told[ada.email].body
    line = LogEntry.objects.get(verb="jury.cancelled")
    assert (line.payload, line.in_words()) == ({"cases": 1}, "Session du jury annulée")


def test_a_dossier_withdrawn_meanwhile_stays_withdrawn(case, val, ada):
    withdraw(dossier=case.dossier, actor=ada)
    cancel_session(session=case.session, actor=val, grounds=WHY)
    case.dossier.refresh_from_db()
    assert case.dossier.state == "withdrawn"


def test_nothing_of_it_changes_after(session, val):
    cancelled = cancel_session(session=session, actor=val, grounds=WHY)
    cancelled.title = "Un autre jury"
    with pytest.raises(Settled):
        cancelled.save()
    with refused(Obstacle.TOO_LATE):
        cancel_session(session=session, actor=val, grounds=WHY)
    with refused(Obstacle.TOO_LATE):
        open_session(session=session, actor=val)
    with refused(Obstacle.TOO_LATE):
        name_president(member=session.members.last(), actor=val)


def test_by_staff_with_a_reason_before_it_opens(case, val, linus, jurors):
    with refused(Obstacle.NOT_STAFF):
        cancel_session(session=case.session, actor=linus, grounds=WHY)
    with refused(Obstacle.REASON_MISSING):
        cancel_session(session=case.session, actor=val, grounds="  ")
    open_session(session=case.session, actor=val)
    with refused(Obstacle.TOO_LATE):
        cancel_session(session=case.session, actor=val, grounds=WHY)
    assert JurySession.objects.get().state == "open"


def test_never_by_a_candidate_who_is_before_it(case, ada, appoint):
    appoint(ada, "validator")
    with refused(Obstacle.OWN_DOSSIER):
        cancel_session(session=case.session, actor=ada, grounds=WHY)
