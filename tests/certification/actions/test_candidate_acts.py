"""What a candidate does in their dossier: tell, sign, ask to be exempted, appeal."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import LogEntry
from certification.actions.appeal import appeal
from certification.actions.countersign import countersign
from certification.actions.decide_dossier import decide_dossier
from certification.actions.give_details import give_details
from certification.actions.move_dossier import move
from certification.actions.open_dossier import open_dossier
from certification.actions.request_exemption import request_exemption, withdraw_exemption
from certification.actions.submit_dossier import submit_dossier
from certification.dossier_refusals import (
    AnotherOpen,
    BirthDateRefused,
    GroundsMissing,
    GuardianRefused,
    NotAskedFor,
    NotNow,
    RestMissing,
    TooLateToAppeal,
)
from certification.models import Appeal, Dossier, Exemption
from certification.refusals import NotYours

BORN = {"birth_date": date(1990, 5, 1)}


class TestDetails:
    def test_a_birth_date_registers_the_candidate(self, opened, ada):
        assert opened.state == "candidature"
        give_details(dossier=opened, actor=ada, given=BORN)
        opened.refresh_from_db()
        assert (opened.state, opened.birth_date) == ("registered", date(1990, 5, 1))
        line = LogEntry.objects.get(verb="dossier.details")
        assert line.payload == {"fields": ["birth_date"]}  # never what they are

    def test_the_same_again_says_nothing(self, opened, ada):
        give_details(dossier=opened, actor=ada, given=BORN)
        give_details(dossier=opened, actor=ada, given=BORN)
        assert LogEntry.objects.filter(verb="dossier.details").count() == 1

    def test_an_authorisation_seen_is_seen_again_for_another_guardian(self, opened, ada, marie):
        Dossier.objects.filter(pk=opened.pk).update(
            guardian_name="Éloïse O’Brien", guardian_authorised_on=date(2026, 1, 1), guardian_seen_by=marie
        )
        given = {"association_name": "Les Amis"}
        assert give_details(dossier=opened, actor=ada, given=given).guardian_seen_by == marie
        changed = give_details(dossier=opened, actor=ada, given={"guardian_name": "Un autre"})
        changed.refresh_from_db()
        assert (changed.guardian_seen_by, changed.guardian_authorised_on) == (None, None)

    @pytest.mark.parametrize(
        ("given", "refusal"),
        [
            ({"birth_date": date(2090, 1, 1)}, BirthDateRefused),
            ({"guardian_name": "Moi", "guardian_email": "ada+x@exemple.fr"}, GuardianRefused),
            ({"reason": "Validé !"}, NotAskedFor),
        ],
    )
    def test_what_cannot_be_is_refused(self, opened, ada, given, refusal):
        with pytest.raises(refusal):
            give_details(dossier=opened, actor=ada, given=given)

    def test_only_the_candidate_while_it_is_theirs(self, opened, ada, linus, dossier):
        with pytest.raises(NotYours):
            give_details(dossier=opened, actor=linus, given=BORN)
        with pytest.raises(NotNow):  # sent
            give_details(dossier=dossier, actor=ada, given=BORN)
        move(dossier=Dossier.objects.get(pk=opened.pk), event="withdraw", actor=ada)
        with pytest.raises(NotNow):
            give_details(dossier=opened, actor=ada, given=BORN)


class TestSigning:
    def test_a_whole_record_is_signed_once(self, opened, ada, module, finish, give):
        finish(ada, module)
        give(opened, "birth_date", "practice")
        signed = countersign(dossier=opened, actor=ada)
        opened.refresh_from_db()
        assert opened.state == "complete"
        assert opened.countersigned_at == countersign(dossier=opened, actor=ada).countersigned_at
        line = LogEntry.objects.get(verb="dossier.countersigned")
        assert line.payload["practice"] == [15]
        assert len(line.payload["attestations"]) == 1
        assert signed.pk == opened.pk

    def test_not_before_the_rest_is_there(self, opened, ada):
        with pytest.raises(RestMissing):
            countersign(dossier=opened, actor=ada)

    def test_by_nobody_else_nor_where_it_is_not_asked(self, opened, dossier, version, ada, linus):
        with pytest.raises(NotYours):
            countersign(dossier=opened, actor=linus)
        with pytest.raises(NotNow):
            countersign(dossier=dossier, actor=ada)

    def test_not_where_the_version_asks_for_none(self, version, linus):
        other = open_dossier(version=version, actor=linus)
        with pytest.raises(NotAskedFor):
            countersign(dossier=other, actor=linus)


class TestExemption:
    def test_it_waits_and_is_asked_once(self, opened, ada, give):
        give(opened, "birth_date")
        asked = request_exemption(dossier=opened, actor=ada, grounds=" Dix ans de trésorerie. ")
        opened.refresh_from_db()
        assert (asked.state, asked.grounds) == ("requested", "Dix ans de trésorerie.")
        assert opened.state == "exemption_requested"
        assert opened.due_on == timezone.localdate() + timedelta(days=21)
        assert request_exemption(dossier=opened, actor=ada, grounds="Encore.") == asked
        assert Exemption.objects.count() == 1

    def test_it_may_be_withdrawn_and_asked_again(self, opened, ada, give):
        give(opened, "birth_date")
        first = request_exemption(dossier=opened, actor=ada, grounds="Dix ans.")
        withdraw_exemption(dossier=opened, actor=ada)
        first.refresh_from_db()
        opened.refresh_from_db()
        assert (first.state, opened.state) == ("withdrawn", "theory")
        with pytest.raises(NotNow):
            withdraw_exemption(dossier=opened, actor=ada)
        assert request_exemption(dossier=opened, actor=ada, grounds="Onze ans.") != first

    def test_it_needs_grounds_a_rule_and_its_candidate(self, opened, ada, linus, give, dossier):
        with pytest.raises(NotNow):  # not registered yet
            request_exemption(dossier=opened, actor=ada, grounds="Dix ans.")
        give(opened, "birth_date")
        with pytest.raises(GroundsMissing):
            request_exemption(dossier=opened, actor=ada, grounds="  ")
        with pytest.raises(NotYours):
            request_exemption(dossier=opened, actor=linus, grounds="Dix ans.")
        with pytest.raises(NotAskedFor):
            request_exemption(dossier=dossier, actor=ada, grounds="Dix ans.")
        assert Exemption.objects.count() == 0


class TestAppeal:
    @pytest.fixture
    def refused(self, dossier, val):
        return decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason="Il manque une pièce.")

    def test_it_waits_for_somebody_else(self, refused, ada, val):
        made = appeal(dossier=refused, actor=ada, grounds=" La pièce y est. ")
        refused.refresh_from_db()
        assert (made.grounds, made.refused_by) == ("La pièce y est.", val)
        assert refused.state == "appealed"
        with pytest.raises(TooLateToAppeal):  # a second click
            appeal(dossier=refused, actor=ada, grounds="Encore.")
        assert Appeal.objects.count() == 1

    def test_until_its_last_day(self, refused, ada):
        Dossier.objects.filter(pk=refused.pk).update(due_on=timezone.localdate() - timedelta(days=1))
        with pytest.raises(TooLateToAppeal):
            appeal(dossier=refused, actor=ada, grounds="La pièce y est.")
        Dossier.objects.filter(pk=refused.pk).update(due_on=timezone.localdate())
        assert appeal(dossier=refused, actor=ada, grounds="La pièce y est.")

    def test_with_grounds_and_by_its_candidate(self, refused, ada, linus):
        with pytest.raises(GroundsMissing):
            appeal(dossier=refused, actor=ada, grounds=" ")
        with pytest.raises(NotYours):
            appeal(dossier=refused, actor=linus, grounds="La pièce y est.")

    def test_not_beside_another_dossier(self, refused, ada, version):
        open_dossier(version=version, actor=ada)
        with pytest.raises(AnotherOpen):
            appeal(dossier=refused, actor=ada, grounds="La pièce y est.")


def test_a_whole_way_ends_before_those_who_decide(opened, ada, module, finish, give):
    finish(ada, module)
    give_details(dossier=opened, actor=ada, given=BORN)
    give(opened, "practice")
    countersign(dossier=opened, actor=ada)
    assert submit_dossier(dossier=opened, actor=ada).state == "submitted"
