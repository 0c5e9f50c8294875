"""What a candidate declares of their practice, changes and removes."""

from dataclasses import asdict, replace
from datetime import date

import pytest
from allauth.account.models import EmailAddress

from accounts.models import LogEntry
from certification.actions.cancel_practice import cancel_practice
from certification.actions.change_practice import change_practice
from certification.actions.declare_practice import Period, declare_practice
from certification.actions.move_dossier import move
from certification.actions.open_dossier import open_dossier
from certification.actions.send_tutor_link import send_tutor_link
from certification.models import Practice
from certification.practice_refusals import PracticeRefused
from certification.refusals import NotYours
from certification.rules.practice import Problem

PERIOD = Period(
    association_name="Les Amis d’O’Brien-Éloïse",
    missions="Tenir la caisse.",
    starts_on=date(2026, 1, 5),
    ends_on=date(2026, 3, 27),
    days=15,
    tutor_name="Paul Tuteur",
    tutor_role="Trésorier",
    tutor_email="paul@exemple.fr",
)


@pytest.fixture
def declared(ada, opened):
    return declare_practice(dossier=opened, actor=ada, period=PERIOD)


def refused(problem, action, **given):
    with pytest.raises(PracticeRefused) as caught:
        action(**given)
    assert caught.value.problem == problem
    assert str(caught.value)


class TestDeclaring:
    def test_it_is_kept_as_said_and_moves_the_dossier(self, declared, ada, opened, give):
        give(opened, "birth_date")
        opened.refresh_from_db()
        assert {name: getattr(declared, name) for name in asdict(PERIOD)} == asdict(PERIOD)
        assert declared.state == "declared"
        assert opened.state == "theory"  # something is there
        line = LogEntry.objects.get(verb="practice.declared")
        assert (line.actor, line.subject_id) == (ada, str(declared.pk))
        assert "paul@exemple.fr" not in str(line.payload)

    def test_twice_it_is_one(self, declared, ada, opened):
        assert declare_practice(dossier=opened, actor=ada, period=PERIOD) == declared
        assert Practice.objects.count() == 1
        assert LogEntry.objects.filter(verb="practice.declared").count() == 1

    def test_removed_it_may_be_declared_again(self, declared, ada, opened):
        cancel_practice(practice=declared, actor=ada)
        assert declare_practice(dossier=opened, actor=ada, period=PERIOD) != declared

    def test_only_by_its_candidate(self, opened, linus):
        with pytest.raises(NotYours):
            declare_practice(dossier=opened, actor=linus, period=PERIOD)

    def test_the_tutor_is_somebody_else_whatever_the_address(self, opened, ada):
        EmailAddress.objects.create(user=ada, email="ada.perso@exemple.fr", verified=True)
        for email in (ada.email, "Ada+tuteur@exemple.fr", "ada.perso+x@exemple.fr"):
            period = replace(PERIOD, tutor_email=email)
            refused(Problem.OWN_TUTOR, declare_practice, dossier=opened, actor=ada, period=period)
        assert Practice.objects.count() == 0

    def test_days_make_sense(self, opened, ada):
        period = replace(PERIOD, days=200)
        refused(Problem.TOO_MANY_DAYS, declare_practice, dossier=opened, actor=ada, period=period)

    def test_only_where_practice_is_asked_for(self, ada, version):
        dossier = open_dossier(version=version, actor=ada)
        refused(Problem.NOT_ASKED_FOR, declare_practice, dossier=dossier, actor=ada, period=PERIOD)

    def test_not_while_it_is_read(self, complete, ada):
        move(dossier=complete, event="submit", actor=ada)
        refused(Problem.NOT_NOW, declare_practice, dossier=complete, actor=ada, period=PERIOD)


class TestChanging:
    def test_the_tutor_is_to_be_asked_again(self, declared, ada):
        link = send_tutor_link(practice=declared, actor=ada)
        changed = change_practice(practice=declared, actor=ada, period=replace(PERIOD, days=20))
        link.refresh_from_db()
        assert (changed.days, changed.state) == (20, "declared")
        assert link.revoked_at
        assert LogEntry.objects.get(verb="practice.changed").payload["fields"] == ["days"]

    def test_what_is_the_same_changes_nothing(self, declared, ada):
        link = send_tutor_link(practice=declared, actor=ada)
        assert change_practice(practice=declared, actor=ada, period=PERIOD).state == "asked"
        link.refresh_from_db()
        assert link.revoked_at is None
        assert not LogEntry.objects.filter(verb="practice.changed").exists()

    def test_one_not_confirmed_may_be_put_right(self, declared, ada):
        Practice.objects.filter(pk=declared.pk).update(state="declined")
        assert (
            change_practice(practice=declared, actor=ada, period=replace(PERIOD, days=9)).state == "declared"
        )

    @pytest.mark.parametrize("state", ["appraised", "cancelled"])
    def test_a_tutors_word_stays(self, declared, ada, state):
        Practice.objects.filter(pk=declared.pk).update(state=state, appraised_at="2026-05-01T10:00Z")
        period = replace(PERIOD, days=20)
        refused(Problem.ANSWERED, change_practice, practice=declared, actor=ada, period=period)

    def test_the_rules_hold_again(self, declared, ada, linus):
        period = replace(PERIOD, tutor_email=ada.email)
        refused(Problem.OWN_TUTOR, change_practice, practice=declared, actor=ada, period=period)
        with pytest.raises(NotYours):
            change_practice(practice=declared, actor=linus, period=PERIOD)


class TestRemoving:
    def test_its_link_serves_no_more(self, declared, ada, opened):
        link = send_tutor_link(practice=declared, actor=ada)
        assert cancel_practice(practice=declared, actor=ada).state == "cancelled"
        link.refresh_from_db()
        assert link.revoked_at
        assert cancel_practice(practice=declared, actor=ada).state == "cancelled"
        assert LogEntry.objects.filter(verb="practice.cancelled").count() == 1

    def test_a_tutors_word_stays(self, declared, ada):
        Practice.objects.filter(pk=declared.pk).update(state="appraised", appraised_at="2026-05-01T10:00Z")
        refused(Problem.ANSWERED, cancel_practice, practice=declared, actor=ada)

    def test_only_by_its_candidate(self, declared, linus):
        with pytest.raises(NotYours):
            cancel_practice(practice=declared, actor=linus)
