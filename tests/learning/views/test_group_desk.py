"""Groups and ways in, in the administration: scoped, at a flat cost, changed by actions only."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.models import User
from learning.actions.ask_to_enrol import ask_to_enrol
from learning.actions.enrol import enrol
from learning.actions.join_group import join_group
from learning.actions.make_invitation import make_invitation
from learning.actions.set_deadline import set_deadline
from learning.models import (
    Deadline,
    Enrolment,
    EnrolmentList,
    EnrolmentRequest,
    EnrolmentRule,
    Group,
    GroupMembership,
    Invitation,
)

PAGES = ["inspect/{}/", "edit/{}/", "{}/membres/", "{}/echeances/", "{}/invitations/", "{}/tableau.csv"]


@pytest.fixture
def stranger(other_house, make_group, make_module) -> Group:
    """A group of the other house."""
    return make_group(
        make_module(other_house, "AUTRE", "Ailleurs", sequences=1, quiz=False), title="Groupe d’ailleurs"
    )


class TestWho:
    @pytest.mark.parametrize("page", PAGES)
    def test_validators_managers_and_the_referent_follow_a_group(
        self, page, group, val, marie, grace, client_of
    ):
        address = f"/admin/groupes/{page.format(group.pk)}"
        assert client_of(val).get(address).status_code == 200
        assert client_of(marie).get(address).status_code == 200
        assert client_of(grace).get(address).status_code == 404, "a trainer who is not the referent"
        Group.objects.update(referent=grace)
        assert client_of(grace).get(address).status_code == 200

    @pytest.mark.parametrize("page", PAGES)
    def test_another_houses_group_is_not_there(self, page, stranger, val, client_of):
        assert client_of(val).get(f"/admin/groupes/{page.format(stranger.pk)}").status_code == 404

    def test_nobody_else_enters(self, group, ada, linus, client_of):
        for person in (ada, linus):
            assert client_of(person).get(f"/admin/groupes/{group.pk}/membres/").status_code == 403
        assert client_of().get(f"/admin/groupes/{group.pk}/membres/").status_code == 302

    def test_lists_show_what_is_of_ones_structures(self, group, stranger, val, client_of):
        html = client_of(val).get("/admin/groupes/").content.decode()
        assert "Promotion d’automne" in html
        assert "Groupe d’ailleurs" not in html


class TestTheGroup:
    def test_it_is_opened_and_changed(self, module, house, marie, grace, client_of):
        answers = {
            "title": "Promotion 2027", "structure": house.pk, "modules": [module.pk], "referent": grace.pk,
            "starts_on": "2027-01-05", "ends_on": "2027-06-30", "remind_days_before": 3, "welcome": "",
            "path_page": "", "capacity": "", "relaunch_after_days": 14,
        }  # fmt: skip
        client = client_of(marie)
        response = client.post("/admin/groupes/create/", answers)
        made = Group.objects.get()
        assert response.url == f"/admin/groupes/inspect/{made.pk}/"
        assert (made.referent, list(made.modules.all())) == (grace, [module])
        client.post(f"/admin/groupes/edit/{made.pk}/", answers | {"title": "Promotion de printemps"})
        made.refresh_from_db()
        assert made.title == "Promotion de printemps"

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            ({"ends_on": "2026-01-01"}, "avant le premier"),
            ({"modules": []}, "au moins un module"),
        ],
    )
    def test_what_makes_no_sense_is_said(self, change, words, module, house, marie, client_of):
        answers = {
            "title": "Promotion 2027", "structure": house.pk, "modules": [module.pk],
            "starts_on": "2027-01-05", "remind_days_before": 3,
        }  # fmt: skip
        html = client_of(marie).post("/admin/groupes/create/", answers | change).content.decode()
        assert words in html
        assert not Group.objects.exists()

    def test_a_trainer_opens_none(self, grace, client_of):
        assert client_of(grace).get("/admin/groupes/create/").status_code in (302, 403)


class TestTheBoard:
    def test_it_says_what_each_learner_reads(self, group, ada, module, sequence, marie, client_of):
        join_group(group=group, person=ada, actor=ada)
        at = timezone.now() - timedelta(days=1)
        set_deadline(group=group, module=module, step=sequence, due_at=at, actor=marie)
        html = client_of(marie).get(f"/admin/groupes/inspect/{group.pk}/").content.decode()
        assert "Ada Exemple" in html
        assert "Pas encore commencé" in html
        assert "En retard" in html
        mine = client_of(ada).get(f"/mon-parcours/groupes/{group.pk}/").content.decode()
        assert "Pas encore commencé" in mine

    @pytest.mark.parametrize("order", ["nom", "progression", "activite", "retard", "nimporte"])
    def test_it_is_sorted_and_exported(self, order, group, ada, linus, marie, client_of):
        User.objects.filter(pk=linus.pk).update(display_name="=HYPERLINK()")
        for person in (ada, linus):
            join_group(group=group, person=person, actor=person)
        client = client_of(marie)
        assert client.get(f"/admin/groupes/inspect/{group.pk}/?tri={order}").status_code == 200
        rows = client.get(f"/admin/groupes/{group.pk}/tableau.csv?tri={order}").content.decode("utf-8-sig")
        assert rows.splitlines()[0].startswith("Nom;Adresse électronique;")
        assert "'=HYPERLINK()" in rows

    def test_200_learners_before_10_modules_cost_as_many_queries_as_one(
        self, house, make_module, make_group, marie, client_of, django_assert_max_num_queries
    ):
        modules = [make_module(house, f"M{n}", f"Module {n}", sequences=1, quiz=False) for n in range(10)]
        group = make_group(*modules)
        people = User.objects.bulk_create(
            [User(email=f"p{n}@exemple.fr", display_name=f"Personne {n}") for n in range(200)]
        )
        GroupMembership.objects.bulk_create([GroupMembership(group=group, learner=one) for one in people])
        Enrolment.objects.bulk_create(
            Enrolment(
                learner=one, structure=house, module=module, module_key=module.translation_key,
                module_code=module.code, module_title=module.title,
            )
            for one in people for module in modules
        )  # fmt: skip
        client = client_of(marie)
        client.get(f"/admin/groupes/inspect/{group.pk}/")
        with django_assert_max_num_queries(25):
            html = client.get(f"/admin/groupes/inspect/{group.pk}/").content.decode()
        assert html.count("board-cell") == 2000


class TestPeopleDeadlinesInvitations:
    def test_people_are_added_and_taken_out(self, group, linus, marie, client_of, mailoutbox):
        client, page = client_of(marie), f"/admin/groupes/{group.pk}/membres/"
        assert client.post(page, {"email": "LINUS@exemple.fr"}).status_code == 302
        assert "écrivez aussi le nom" in client.post(page, {"email": "neuf@exemple.fr"}).content.decode()
        client.post(page, {"email": "neuf@exemple.fr", "name": "Nina Neuve"})
        assert GroupMembership.objects.present().count() == 2
        assert Enrolment.objects.get(learner=linus).source == "staff"
        stay = GroupMembership.objects.get(learner=linus)
        client.post(f"{page}{stay.pk}/")
        assert "Les personnes parties" in client.get(page).content.decode()
        Group.objects.update(capacity=1)
        assert "complet" in client.post(page, {"email": linus.email}).content.decode()
        linus.is_active = False
        linus.save()
        assert "fermé" in client.post(page, {"email": linus.email}).content.decode()

    def test_deadlines_are_set_and_taken_away(self, group, module, sequence, marie, client_of):
        client, page = client_of(marie), f"/admin/groupes/{group.pk}/echeances/"
        client.post(page, {"what": f"{module.pk}:{sequence.pk}", "day": "2026-12-01"})
        client.post(page, {"what": f"{module.pk}:", "day": "2026-12-10", "at": "18:00", "label": "Tout"})
        first, second = Deadline.objects.all()
        assert first.step.pk == sequence.pk
        assert timezone.localtime(first.due_at).strftime("%d/%m %H:%M") == "01/12 23:59"
        assert timezone.localtime(second.due_at).strftime("%d/%m %H:%M") == "10/12 18:00"
        assert client.post(page, {"what": "1:1", "day": "x"}).status_code == 200
        client.post(f"{page}{first.pk}/")
        assert Deadline.objects.get() == second

    def test_invitations_are_made_and_withdrawn(self, group, marie, grace, client_of):
        client, page = client_of(marie), f"/admin/groupes/{group.pk}/invitations/"
        until = (timezone.localdate() + timedelta(days=3)).isoformat()
        client.post(page, {"kind": "link", "until": until, "most_uses": "5"})
        made = Invitation.objects.get()
        assert (made.group, made.most_uses) == (group, 5)
        assert f"/invitation/{made.token}/" in client.get(page).content.decode()
        past = client.post(page, {"kind": "key", "until": "2020-01-01"})
        assert "Ce jour est passé" in past.content.decode()
        away = f"/admin/invitations/{made.pk}/retrait/"
        assert client_of(grace).post(away).status_code == 404
        assert client.post(away).url == page
        made.refresh_from_db()
        assert made.revoked_at

    def test_it_is_closed_and_opened_again(self, group, marie, client_of):
        client = client_of(marie)
        for closed in (True, False):
            client.post(f"/admin/groupes/{group.pk}/etat/")
            group.refresh_from_db()
            assert (group.closed_at is not None) is closed


class TestWaysIn:
    @pytest.mark.parametrize("address", ["demandes", "regles-inscription", "invitations", "listes"])
    def test_the_lists_answer_the_team_and_nobody_else(self, address, group, val, linus, client_of):
        assert client_of(val).get(f"/admin/{address}/").status_code == 200
        assert client_of(linus).get(f"/admin/{address}/").status_code == 403

    def test_a_request_is_answered_once_and_never_ones_own(self, module, house, linus, val, marie, client_of):
        module.enrolment_policy = "approval"
        module.save()
        own = ask_to_enrol(learner=val, module=module, structure=house)
        asked = ask_to_enrol(learner=linus, module=module, structure=house, message="Bonjour")
        client = client_of(val)
        assert "Bonjour" in client.get(f"/admin/demandes/inspect/{asked.pk}/").content.decode()
        assert "propre demande" in client.get(f"/admin/demandes/inspect/{own.pk}/").content.decode()
        client.post(f"/admin/demandes/{own.pk}/reponse/", {"verdict": "accept"})
        client.post(f"/admin/demandes/{asked.pk}/reponse/", {"verdict": "accept"})
        assert [one.learner for one in EnrolmentRequest.objects.filter(state="accepted")] == [linus]
        assert "Acceptée" in client.get(f"/admin/demandes/inspect/{asked.pk}/").content.decode()
        assert client.post(f"/admin/demandes/{asked.pk}/reponse/", {}).status_code == 404

    def test_a_rule_is_made_changed_and_taken_away(self, group, module, marie, client_of):
        client = client_of(marie)
        answers = {
            "title": "Élus",
            "profile": "officer",
            "email_domain": "@Mairie.fr",
            "target": f"group:{group.pk}",
        }
        client.post("/admin/regles-inscription/create/", answers | {"is_active": "on"})
        rule = EnrolmentRule.objects.get()
        assert (rule.group, rule.email_domain, rule.profile) == (group, "mairie.fr", "officer")
        assert "@mairie.fr" in client.get("/admin/regles-inscription/").content.decode()
        client.post(f"/admin/regles-inscription/edit/{rule.pk}/", answers | {"target": f"module:{module.pk}"})
        rule.refresh_from_db()
        assert (rule.group, rule.module.pk, rule.is_active) == (None, module.pk, False)
        client.post(f"/admin/regles-inscription/delete/{rule.pk}/")
        assert not EnrolmentRule.objects.exists()

    def test_an_invitation_to_a_module_is_made_and_read(self, module, marie, client_of):
        client = client_of(marie)
        until = (timezone.localdate() + timedelta(days=3)).isoformat()
        wrong = client.post(
            "/admin/invitations/create/", {"target": "module:0", "kind": "key", "until": until}
        )
        assert wrong.status_code == 200
        client.post(
            "/admin/invitations/create/", {"target": f"module:{module.pk}", "kind": "key", "until": until}
        )
        made = Invitation.objects.get()
        assert made.module.pk == module.pk
        assert "cle/" in client.get(f"/admin/invitations/inspect/{made.pk}/").content.decode()
        assert client.post(f"/admin/invitations/{made.pk}/retrait/").url == "/admin/invitations/"

    def test_a_list_is_checked_then_sent(
        self, group, linus, marie, val, grace, client_of, django_capture_on_commit_callbacks, mailoutbox
    ):
        sheet = "Nom;Courriel\nNina Neuve;nina@exemple.fr\nSans adresse;\n".encode("cp1252")
        client = client_of(marie)
        file = SimpleUploadedFile("liste.csv", sheet)
        response = client.post("/admin/listes/create/", {"target": f"group:{group.pk}", "file": file})
        people = EnrolmentList.objects.get()
        assert response.url == f"/admin/listes/inspect/{people.pk}/"
        html = client.get(response.url).content.decode()
        assert "L’adresse manque" in html
        assert "1 compte serait ouvert" in html
        assert not User.objects.filter(email="nina@exemple.fr").exists()
        assert client_of(grace).get(response.url).status_code == 404
        with django_capture_on_commit_callbacks(execute=True):
            client.post(f"/admin/listes/{people.pk}/inscription/")
        html = client.get(response.url).content.decode()
        assert "Compte ouvert" in html
        assert GroupMembership.objects.get().learner.email == "nina@exemple.fr"
        wrong = SimpleUploadedFile("liste.pdf", b"x")
        again = client.post("/admin/listes/create/", {"target": f"group:{group.pk}", "file": wrong})
        assert again.status_code == 200

    def test_another_houses_groups_are_not_offered(self, stranger, group, val, client_of):
        html = client_of(val).get("/admin/listes/create/").content.decode()
        assert "Promotion d’automne" in html
        assert "Groupe d’ailleurs" not in html


def test_who_used_an_invitation_is_told_to_the_team(group, house, linus, marie, client_of):
    from learning.actions.accept_invitation import accept_invitation

    until = timezone.now() + timedelta(days=1)
    link = make_invitation(structure=house, group=group, expires_at=until, actor=marie)
    accept_invitation(invitation=link, person=linus)
    assert "Linus" in client_of(marie).get(f"/admin/invitations/inspect/{link.pk}/").content.decode()


def test_enrolments_say_how_they_came(group, linus, module, house, marie):
    assert enrol(
        learner=linus, module=module, structure=house, actor=marie, source="staff"
    ).get_source_display()
