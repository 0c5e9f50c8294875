"""Invitations, keys, requests, rules: each opens what it should, once."""

import threading
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.utils import timezone

from accounts.models import LogEntry
from learning.actions.accept_invitation import accept_invitation
from learning.actions.apply_rules import apply_rules, apply_rules_to_all
from learning.actions.ask_to_enrol import ask_to_enrol
from learning.actions.decide_request import decide_request
from learning.actions.enrol import enrol
from learning.actions.leave_group import leave_group
from learning.actions.make_invitation import make_invitation
from learning.actions.open_feed import close_feed, open_feed
from learning.actions.withdraw_invitation import withdraw_invitation
from learning.actions.write_rule import remove_rule, write_rule
from learning.models import (
    CalendarFeed,
    Enrolment,
    EnrolmentRequest,
    EnrolmentRule,
    EnrolmentRuleUse,
    GroupMembership,
    Invitation,
    InvitationUse,
    ModulePage,
    Notification,
)
from learning.ways_in import Refused


@pytest.fixture
def invite(house, marie):
    """A function that makes an invitation: `invite(group=group, most_uses=2)`."""

    def invite(**given) -> Invitation:
        usual = {"structure": house, "actor": marie, "expires_at": timezone.now() + timedelta(days=7)}
        return make_invitation(**usual | given)

    return invite


@pytest.fixture
def closed(module) -> ModulePage:
    """The module, entered by approval."""
    module.enrolment_policy = ModulePage.EnrolmentPolicy.APPROVAL
    module.save()
    return module


class TestPolicies:
    @pytest.mark.parametrize(("policy", "words"), [("approval", "demande"), ("invitation", "invitation")])
    def test_one_does_not_enter_by_oneself_what_is_not_open(self, policy, words, linus, module, house):
        module.enrolment_policy = policy
        with pytest.raises(Refused, match=words):
            enrol(learner=linus, module=module, structure=house, actor=linus)
        assert not Enrolment.objects.by(linus).exists()

    def test_the_way_in_is_kept(self, linus, closed, house, marie):
        enrolment = enrol(learner=linus, module=closed, structure=house, actor=marie, source="staff")
        assert enrolment.source == "staff"
        assert LogEntry.objects.about(enrolment).get().payload["source"] == "staff"


class TestInvitations:
    def test_a_link_opens_a_group_and_counts_each_person_once(self, linus, group, invite):
        link = invite(group=group, most_uses=1)
        for _each in range(2):
            accept_invitation(invitation=link, person=linus)
        link.refresh_from_db()
        assert link.uses == InvitationUse.objects.count() == 1
        assert Enrolment.objects.get(learner=linus).source == "invitation"
        assert link.token not in str(LogEntry.objects.about(link).first().payload)

    def test_a_key_opens_a_module_that_is_entered_by_invitation(self, linus, closed, invite):
        key = invite(module=closed, kind="key")
        accept_invitation(invitation=key, person=linus)
        assert len(key.token) == 8
        assert Enrolment.objects.get(learner=linus).source == "key"

    def test_who_was_in_already_takes_no_place(self, ada, module, invite):
        link = invite(module=module, most_uses=1)
        accept_invitation(invitation=link, person=ada)
        link.refresh_from_db()
        assert link.uses == 0

    def test_who_left_comes_back_without_being_counted_again(self, linus, group, invite):
        link = invite(group=group, most_uses=1)
        accept_invitation(invitation=link, person=linus)
        leave_group(stay=GroupMembership.objects.get(), actor=linus)
        accept_invitation(invitation=link, person=linus)
        link.refresh_from_db()
        assert link.uses == 1
        assert GroupMembership.objects.present().count() == 1

    def test_used_up_expired_or_withdrawn_it_says_so(self, linus, ada, group, invite, marie):
        used = invite(group=group, most_uses=1)
        accept_invitation(invitation=used, person=ada)
        past = invite(group=group, expires_at=timezone.now())
        withdrawn = invite(group=group)
        for _each in range(2):
            withdraw_invitation(invitation=withdrawn, actor=marie)
        for invitation, words in ((used, "places"), (past, "dernier jour"), (withdrawn, "retirée")):
            with pytest.raises(Refused, match=words):
                accept_invitation(invitation=invitation, person=linus)
        assert not GroupMembership.objects.by(linus).exists()
        assert [line.verb for line in LogEntry.objects.about(withdrawn)] == [
            "invitation.made",
            "invitation.withdrawn",
        ]

    def test_the_count_in_the_database_has_the_last_word(self, linus, group, invite, monkeypatch):
        link = invite(group=group, most_uses=1)
        Invitation.objects.filter(pk=link.pk).update(uses=1)
        monkeypatch.setattr("learning.actions.accept_invitation.refusal_of_invitation", lambda **_given: None)
        with pytest.raises(Refused, match="places"):
            accept_invitation(invitation=link, person=linus)
        assert not InvitationUse.objects.exists()

    def test_a_module_gone_offline_is_not_entered(self, linus, module, invite):
        link = invite(module=module)
        module.unpublish()
        with pytest.raises(Refused, match="en ligne"):
            accept_invitation(invitation=link, person=linus)
        link.refresh_from_db()
        assert link.uses == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_once_never_exceed_the_places(house, make_group, make_module, make_person):
    group = make_group(make_module(house, sequences=1, quiz=False))
    people = [make_person("eve"), make_person("bob"), make_person("zed")]
    link = make_invitation(
        structure=house,
        actor=people[0],
        group=group,
        most_uses=1,
        expires_at=timezone.now() + timedelta(days=1),
    )
    barrier, refused = threading.Barrier(3), []

    def come(person) -> None:
        try:
            barrier.wait()
            accept_invitation(invitation=link, person=person)
        except Refused as reason:
            refused.append(reason)
        finally:
            connection.close()

    threads = [threading.Thread(target=come, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    link.refresh_from_db()
    assert (len(refused), link.uses, GroupMembership.objects.count()) == (2, 1, 1)


class TestRequests:
    def test_the_team_is_told_and_answers_and_the_person_is_told(self, linus, closed, house, val, marie):
        asked = ask_to_enrol(learner=linus, module=closed, structure=house, message="Je suis trésorière.")
        again = ask_to_enrol(learner=linus, module=closed, structure=house)
        assert asked == again
        told = Notification.objects.filter(kind="request_waiting")
        assert {one.person for one in told} == {val, marie}

        decide_request(request=asked, actor=val, accepts=True)
        enrolment = Enrolment.objects.get(learner=linus)
        assert enrolment.source == "approval"
        assert Notification.objects.get(person=linus, kind="request_decided").words["accepted"] is True
        with pytest.raises(Refused, match="déjà"):
            decide_request(request=asked, actor=marie, accepts=False, reason="Non")

    def test_a_refusal_has_a_reason_and_one_may_ask_again(self, linus, closed, house, val):
        asked = ask_to_enrol(learner=linus, module=closed, structure=house)
        with pytest.raises(Refused, match="motif"):
            decide_request(request=asked, actor=val, accepts=False)
        decided = decide_request(request=asked, actor=val, accepts=False, reason="Le groupe est complet.")
        assert (decided.state, decided.decided_by, decided.reason) == (
            "refused",
            val,
            "Le groupe est complet.",
        )
        assert not Enrolment.objects.by(linus).exists()
        assert ask_to_enrol(learner=linus, module=closed, structure=house) != asked

    def test_nobody_decides_on_their_own(self, val, marie, closed, house):
        asked = ask_to_enrol(learner=val, module=closed, structure=house)
        assert {one.person for one in Notification.objects.filter(kind="request_waiting")} == {marie}
        with pytest.raises(Refused, match="propre demande"):
            decide_request(request=asked, actor=val, accepts=True)
        assert EnrolmentRequest.objects.waiting().count() == 1

    def test_nothing_is_asked_of_an_open_module_and_one_offline_is_not_entered(
        self, linus, module, house, val
    ):
        with pytest.raises(Refused, match="Aucune demande"):
            ask_to_enrol(learner=linus, module=module, structure=house)
        module.enrolment_policy = "approval"
        module.save()
        asked = ask_to_enrol(learner=linus, module=module, structure=house)
        module.unpublish()
        with pytest.raises(Refused, match="en ligne"):
            decide_request(request=asked, actor=val, accepts=True)


class TestRules:
    @pytest.fixture
    def rule(self, house, group, marie) -> EnrolmentRule:
        """Elected officers with an address of the town hall join the group."""
        rule = EnrolmentRule(
            structure=house, title="Élus", profile="officer", email_domain="@Mairie-Valmont.fr", group=group
        )
        return write_rule(rule=rule, actor=marie)

    @pytest.fixture
    def eve(self, make_person, house):
        person = make_person("eve", house, "learner")
        person.profile = "officer"
        person.save()
        EmailAddress.objects.create(user=person, email="eve@mairie-valmont.fr", verified=True)
        return person

    def test_it_applies_once_for_all(self, rule, eve, group):
        assert rule.email_domain == "mairie-valmont.fr"
        assert len(apply_rules(person=eve)) == 1
        stay = GroupMembership.objects.get(learner=eve)
        leave_group(stay=stay, actor=eve)
        assert apply_rules(person=eve) == []
        assert apply_rules_to_all() == 0
        assert not GroupMembership.objects.present().by(eve).exists(), "who left is left in peace"
        assert Enrolment.objects.get(learner=eve).source == "rule"

    def test_each_night_it_reaches_those_who_are_there(self, rule, eve, ada, house, module, marie):
        write_rule(rule=EnrolmentRule(structure=house, title="Tous", module=module), actor=marie)
        assert apply_rules_to_all() == 3, "eve in both, ada in the one for all, where she is already"
        assert apply_rules_to_all() == 0

    def test_an_address_that_is_not_confirmed_proves_nothing(self, rule, eve):
        EmailAddress.objects.update(verified=False)
        assert apply_rules(person=eve) == []
        assert apply_rules_to_all() == 0

    def test_a_newcomer_is_reached_at_the_house_where_they_are(self, rule, linus, house):
        EmailAddress.objects.create(user=linus, email="linus@mairie-valmont.fr", verified=True)
        linus.profile = "officer"
        assert apply_rules(person=linus) == []
        assert len(apply_rules(person=linus, here=house)) == 1

    def test_what_is_full_or_offline_is_left_for_another_day(self, rule, eve, group, house, module, marie):
        module_rule = EnrolmentRule(structure=house, title="Tous", module=module)
        write_rule(rule=module_rule, actor=marie)
        group.closed_at = timezone.now()
        group.save()
        module.unpublish()
        assert apply_rules(person=eve) == []
        assert not EnrolmentRuleUse.objects.exists()

    def test_used_meanwhile_by_another_request_it_does_nothing(self, rule, eve, monkeypatch):
        EnrolmentRuleUse.objects.create(rule=rule, person=eve)
        monkeypatch.setattr(type(EnrolmentRule.objects.all()), "exclude", lambda self, **_given: self)
        assert apply_rules(person=eve) == []

    def test_taken_away_it_leaves_people_where_they_are(self, rule, eve, marie):
        apply_rules(person=eve)
        remove_rule(rule=rule, actor=marie)
        assert GroupMembership.objects.present().by(eve).exists()
        assert LogEntry.objects.filter(verb="rule.removed").exists()


class TestCalendarAddress:
    def test_it_is_changed_and_taken_away(self, ada):
        first, second = open_feed(person=ada).token, open_feed(person=ada).token
        assert first != second
        assert CalendarFeed.objects.get().token == second
        for _each in range(2):
            close_feed(person=ada)
        assert not CalendarFeed.objects.exists()
