"""A learner's group, deadlines and calendar: to those who are in it, and to nobody else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from learning.actions.complete_step import complete_step
from learning.actions.join_group import join_group
from learning.actions.leave_group import leave_group
from learning.actions.open_feed import open_feed
from learning.actions.set_deadline import set_deadline
from learning.deadlines import deadlines_of, due_at
from learning.models import Enrolment, GroupMembership
from learning.models.module import ModulePage


@pytest.fixture
def joined(ada, grace, group, module, sequence, marie):
    """Ada's stay in the group, whose referent is Grace: the module within a month, its first step since yesterday."""
    group.referent, group.welcome = grace, "Bienvenue à vous."
    group.save()
    for step, days in ((None, 30), (sequence, -1)):
        at = timezone.now() + timedelta(days=days)
        set_deadline(group=group, module=module, step=step, due_at=at, actor=marie)
    return join_group(group=group, person=ada, actor=ada)


def page_of(group) -> str:
    return f"/mon-parcours/groupes/{group.pk}/"


class TestThePage:
    def test_it_says_who_when_by_when_and_how_far(self, joined, ada, group, client_of):
        html = client_of(ada).get(page_of(group)).content.decode()
        for words in (
            "Promotion d’automne",
            "Bienvenue à vous.",
            "Grace Exemple",
            "1 personne",
            "Séquence 1",
        ):
            assert words in html
        assert "dès que vous pourrez" in html, "late, said kindly"
        assert "Pas encore commencé" in html

    def test_it_names_no_other_member(self, joined, ada, linus, group, client_of):
        join_group(group=group, person=linus, actor=linus)
        html = client_of(ada).get(page_of(group)).content.decode()
        assert "2 personnes" in html
        assert "Linus" not in html

    @pytest.mark.parametrize("who", ["linus", "val", "grace"])
    def test_to_anybody_else_it_is_not_there(self, who, joined, group, request, client_of):
        assert client_of(request.getfixturevalue(who)).get(page_of(group)).status_code == 404

    def test_a_visitor_is_sent_to_sign_in(self, joined, group, client_of):
        assert "/compte/connexion/" in client_of().get(page_of(group)).url
        assert client_of().post(page_of(group)).status_code in (302, 405)

    def test_it_costs_at_most_12_queries(
        self, joined, ada, group, house, make_module, client_of, django_assert_max_num_queries
    ):
        for number in range(4):
            module = make_module(house, f"M{number}", f"Module {number}", sequences=2, quiz=False)
            group.modules.add(module)
            Enrolment.objects.create(
                learner=ada, structure=house, module=module, module_key=module.translation_key,
                module_code=module.code, module_title=module.title,
            )  # fmt: skip
        client = client_of(ada)
        client.get(page_of(group))
        with django_assert_max_num_queries(12):
            assert "Module 3" in client.get(page_of(group)).content.decode()

    def test_one_leaves_by_a_post_and_keeps_the_modules(self, joined, ada, group, client_of):
        client = client_of(ada)
        assert client.get(f"{page_of(group)}quitter/").status_code == 405
        assert client.post(f"{page_of(group)}quitter/").url == "/mon-parcours/"
        assert not GroupMembership.objects.present().exists()
        assert Enrolment.objects.by(ada).active().exists()
        assert client.post(f"{page_of(group)}quitter/").status_code == 404


class TestDeadlines:
    def test_they_are_those_of_ones_groups_the_soonest_first(
        self, joined, ada, linus, django_assert_max_num_queries
    ):
        with django_assert_max_num_queries(4):
            first, second = deadlines_of(ada)
        assert (first.title, first.standing) == ("Séquence 1", "late")
        assert (second.title, second.step_key, second.standing) == (
            "Droit associatif et statuts",
            None,
            "ahead",
        )
        assert deadlines_of(linus) == []

    def test_what_is_done_is_done(self, joined, ada, enrolment, sequence):
        complete_step(enrolment=enrolment, step=sequence, actor=ada)
        assert [due.is_done for due in deadlines_of(ada)] == [True, False]
        Enrolment.objects.update(completed_at=timezone.now())
        studies = ModulePage.objects.enrolled(Enrolment.objects.by(ada), request=None)
        assert [due.is_done for due in deadlines_of(ada, studies=studies)] == [
            True,
            True,
        ]

    def test_a_step_is_due_by_the_soonest_of_its_own_and_its_modules(
        self, joined, enrolment, sequence, sequences
    ):
        assert due_at(enrolment, sequence.translation_key) < timezone.now()
        assert due_at(enrolment, sequences[1].translation_key) > timezone.now()

    def test_another_persons_group_counts_for_nothing(self, joined, linus, module, house):
        mine = Enrolment.objects.create(
            learner=linus, structure=house, module=module, module_key=module.translation_key,
            module_code=module.code, module_title=module.title,
        )  # fmt: skip
        assert due_at(mine, module.translation_key) is None

    def test_who_left_or_a_closed_group_has_none(self, joined, ada, enrolment, group, sequence):
        group.closed_at = timezone.now()
        group.save()
        assert deadlines_of(ada) == []
        group.closed_at = None
        group.save()
        leave_group(stay=joined, actor=ada)
        assert deadlines_of(ada) == []
        assert due_at(enrolment, sequence.translation_key) is None


class TestCalendar:
    def test_the_address_is_made_changed_and_taken_away(self, joined, ada, client_of):
        client = client_of(ada)
        assert "Créer mon adresse" in client.get("/mon-parcours/calendrier/").content.decode()
        client.post("/mon-parcours/calendrier/adresse/")
        first = ada.calendar_feed.token
        assert f"/calendrier/{first}.ics" in client.get("/mon-parcours/calendrier/").content.decode()
        assert client_of().get(f"/calendrier/{first}.ics").status_code == 200
        client.post("/mon-parcours/calendrier/adresse/")
        assert client_of().get(f"/calendrier/{first}.ics").status_code == 404
        client.post("/mon-parcours/calendrier/retrait/")
        ada.refresh_from_db()
        assert not hasattr(ada, "calendar_feed")

    def test_it_is_read_without_signing_in_and_kept_by_nobody(self, joined, ada, client_of):
        response = client_of().get(f"/calendrier/{open_feed(person=ada).token}.ics")
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" in response["Cache-Control"]
        text = response.content.decode()
        assert text.count("BEGIN:VEVENT") == 2
        assert "SUMMARY:À faire : Séquence 1" in text.replace("\u00a0", " ")
        assert "Ada" not in text
        assert not response.cookies

    def test_a_closed_account_tells_nothing_more(self, joined, ada, client_of):
        token = open_feed(person=ada).token
        ada.is_active = False
        ada.save()
        assert client_of().get(f"/calendrier/{token}.ics").status_code == 404

    def test_one_deadline_alone_to_its_own_people_only(self, joined, ada, linus, client_of):
        pk = deadlines_of(ada)[0].pk
        response = client_of(ada).get(f"/mon-parcours/echeances/{pk}.ics")
        assert response.content.decode().count("BEGIN:VEVENT") == 1
        assert client_of(linus).get(f"/mon-parcours/echeances/{pk}.ics").status_code == 404
        assert client_of().get(f"/mon-parcours/echeances/{pk}.ics").status_code == 302


def test_the_button_of_a_module_follows_its_policy(linus, module, client_of):
    client = client_of(linus)
    for policy, words in (
        ("open", "Je m’inscris"),
        ("approval", "Demander à m’inscrire"),
        ("invitation", "saisir une clé"),
    ):
        ModulePage.objects.filter(pk=module.pk).update(enrolment_policy=policy)
        module.refresh_from_db()
        module.save_revision().publish()
        html = client.get(module.url).content.decode()
        assert words in html or policy == "open", policy
        assert ("/inscription/" in html) is (policy == "open"), policy
