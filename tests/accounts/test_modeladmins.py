"""Roles and log in the administration: each sees their own house's."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.actions.describe_structure import PRESENTATION, describe_structure
from accounts.models import LogEntry, Membership
from accounts.refusals import RoleRefused


@pytest.fixture
def manager(team, client_of, marie):
    return client_of(marie)


class TestRoles:
    def test_a_manager_sees_the_roles_of_their_house_alone(self, other_team, manager):
        page = manager.get("/admin/roles/").content.decode()
        assert "Grace Exemple" in page
        assert "Paul Ailleurs" not in page
        assert "Adresse électronique" in page, "columns are named in French"

    def test_a_day_is_chosen_in_a_calendar_and_the_structure_is_there(self, manager, team):
        page = manager.get("/admin/roles/create/").content.decode()
        assert 'initDateChooser("id_until"' in page
        assert f'<option value="{team.pk}" selected>' in page

    def test_the_administrator_sees_all(self, other_team, client_of, root):
        page = client_of(root).get("/admin/roles/").content.decode()
        assert "Grace Exemple" in page
        assert "Paul Ailleurs" in page

    @pytest.mark.parametrize("who", ["grace", "val"])
    def test_the_rest_of_the_team_has_no_business_there(self, request, team, client_of, who):
        browser = client_of(request.getfixturevalue(who))
        for path in ("/admin/roles/", "/admin/roles/create/", "/admin/journal/", "/admin/users/"):
            assert browser.get(path).status_code == 302, path

    def test_a_role_is_given_by_the_address_of_an_account(self, manager, team, linus, marie):
        answers = {"email": "LINUS@exemple.fr", "role": "trainer", "structure": team.pk, "until": ""}
        assert manager.post("/admin/roles/create/", answers).status_code == 302
        role = Membership.objects.get(user=linus)
        assert (role.role, role.structure) == ("trainer", team)
        assert LogEntry.objects.about(role).get().actor == marie

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({"email": "personne@exemple.fr"}, "Aucun compte n’a cette adresse"),
            ({"email": "marie@exemple.fr"}, "soi-même"),
            ({"role": "emperor"}, "choix"),
        ],
    )
    def test_what_is_refused_is_said(self, manager, team, linus, answers, words):
        sent = {"email": "linus@exemple.fr", "role": "trainer", "structure": team.pk, "until": ""} | answers
        before = Membership.objects.count()
        page = manager.post("/admin/roles/create/", sent)
        assert page.status_code == 200
        assert words in page.content.decode()
        assert Membership.objects.count() == before

    def test_no_role_is_given_in_another_house(self, other_team, manager, linus):
        answers = {"email": "linus@exemple.fr", "role": "manager", "structure": other_team.pk, "until": ""}
        assert manager.post("/admin/roles/create/", answers).status_code == 200
        assert not Membership.objects.held_by(linus).exists()

    def test_a_role_is_ended_at_once_or_after_a_last_day(self, manager, team, grace, val):
        Membership.objects.filter(user=grace).update(since=timezone.localdate() - timedelta(days=9))
        hers = Membership.objects.get(user=grace)
        assert manager.get(f"/admin/roles/edit/{hers.pk}/").status_code == 200
        manager.post(f"/admin/roles/edit/{hers.pk}/", {"until": ""})
        assert not Membership.objects.current().held_by(grace).exists()
        his, day = Membership.objects.get(user=val), timezone.localdate() + timedelta(days=7)
        manager.post(f"/admin/roles/edit/{his.pk}/", {"until": day.isoformat()})
        his.refresh_from_db()
        assert his.until == day
        assert LogEntry.objects.of(team).filter(verb="role.ended").count() == 2

    def test_another_house_s_role_is_not_found(self, other_team, manager):
        theirs = Membership.objects.of(other_team).get()
        assert manager.get(f"/admin/roles/edit/{theirs.pk}/").status_code == 404
        assert manager.post(f"/admin/roles/edit/{theirs.pk}/", {"until": ""}).status_code == 404
        assert manager.get("/admin/roles/edit/x/").status_code == 404
        assert Membership.objects.current().of(other_team).exists()

    def test_a_role_is_ended_never_deleted(self, manager, team, grace):
        hers = Membership.objects.get(user=grace)
        assert manager.post(f"/admin/roles/delete/{hers.pk}/").status_code == 302
        assert Membership.objects.filter(pk=hers.pk).exists()

    def test_it_is_searched_filtered_and_exported(self, manager, team, grace):
        assert "Grace" in manager.get("/admin/roles/?q=grace").content.decode()
        page = manager.get("/admin/roles/?held=past").content.decode()
        assert "grace@exemple.fr" not in page
        assert "grace@exemple.fr" in manager.get("/admin/roles/?held=today").content.decode()
        grace.display_name = "=HYPERLINK(1) Grace"
        grace.save()
        sheet = b"".join(manager.get("/admin/roles/?export=csv")).decode()
        assert "grace@exemple.fr" in sheet
        assert "'=HYPERLINK" in sheet

    def test_what_no_filter_offers_is_not_asked_of_the_database(self, manager, grace):
        grace.set_password("une-phrase-de-passe")
        grace.save()
        for wrong in ("user__password__startswith=x", "user__email=personne", "role__nothing=1", "nothing=1"):
            assert "grace@exemple.fr" in manager.get(f"/admin/roles/?{wrong}").content.decode(), wrong

    def test_a_filter_without_sense_is_forgotten(self, manager):
        assert manager.get("/admin/journal/?at__gte=hier").url == "/admin/journal/"

    def test_its_cost_does_not_grow_with_the_roles(
        self, manager, team, make_person, django_assert_max_num_queries
    ):
        people = [make_person(f"p{number}") for number in range(40)]
        Membership.objects.bulk_create(
            [Membership(user=person, structure=team, role="learner") for person in people]
        )
        manager.get("/admin/roles/")
        with django_assert_max_num_queries(20):
            manager.get("/admin/roles/")


class TestStructures:
    def words(self, structure, **words):
        return {field: getattr(structure, field) for field in PRESENTATION} | words

    def test_a_manager_changes_who_signs_and_the_log_says_so(self, manager, team):
        page = manager.get(f"/admin/structures/edit/{team.pk}/").content.decode()
        assert "number_prefix" not in page, "documents carry it for ever"
        sent = self.words(team, signatory_name="Nadia Ferrand", short_name="Val")
        assert manager.post(f"/admin/structures/edit/{team.pk}/", sent).status_code == 302
        team.refresh_from_db()
        assert team.signatory_name == "Nadia Ferrand"
        assert team.role_groups.filter(group__name="Val · Direction").exists()
        line = LogEntry.objects.of(team).filter(verb="structure.described").get()
        assert sorted(line.payload["fields"]) == ["short_name", "signatory_name"]

    def test_the_same_words_leave_no_line(self, manager, team):
        manager.post(f"/admin/structures/edit/{team.pk}/", self.words(team))
        assert not LogEntry.objects.filter(verb="structure.described").exists()

    def test_what_is_not_valid_changes_nothing(self, manager, team):
        answer = manager.post(f"/admin/structures/edit/{team.pk}/", self.words(team, siret="12"))
        assert "Quatorze chiffres" in answer.content.decode()
        team.refresh_from_db()
        assert team.siret == ""

    def test_another_house_is_not_found(self, other_team, manager):
        assert manager.get(f"/admin/structures/edit/{other_team.pk}/").status_code == 404
        assert other_team.name not in manager.get("/admin/structures/").content.decode()

    @pytest.mark.parametrize("who", ["grace", "val"])
    def test_the_rest_of_the_team_changes_nothing(self, request, team, client_of, who):
        person = request.getfixturevalue(who)
        assert client_of(person).get(f"/admin/structures/edit/{team.pk}/").status_code == 404
        with pytest.raises(RoleRefused):
            describe_structure(structure=team, words={"name": "Autre"}, actor=person)

    def test_the_platform_may_too(self, team):
        assert describe_structure(
            structure=team, words={"city": "Valmont-sur-Brenne"}, actor=None
        ).city.endswith("Brenne")


class TestLog:
    def test_a_manager_reads_the_lines_of_their_house_alone(self, other_team, manager, team):
        page = manager.get("/admin/journal/").content.decode()
        assert "Rôle donné" in page
        assert "Subject" not in page, "columns are named in French"
        assert "Paul Ailleurs" not in page
        theirs = LogEntry.objects.of(other_team).first()
        ours = LogEntry.objects.append(actor=None, verb="role.granted", subject=team, structure=team)
        assert manager.get(f"/admin/journal/inspect/{theirs.pk}/").status_code == 404
        assert manager.get(f"/admin/journal/inspect/{ours.pk}/").status_code == 200

    def test_it_is_only_read(self, manager, team):
        line = LogEntry.objects.append(actor=None, verb="role.granted", subject=team, structure=team)
        for path in ("create/", f"edit/{line.pk}/", f"delete/{line.pk}/"):
            assert manager.post(f"/admin/journal/{path}").status_code == 302
        assert LogEntry.objects.get(pk=line.pk).hash == line.hash

    def test_it_is_searched_filtered_and_exported(self, manager, team, marie):
        LogEntry.objects.append(
            actor=marie, verb="role.ended", subject=team, structure=team, payload={"x": 1}
        )
        assert "Rôle retiré" in manager.get("/admin/journal/?q=marie").content.decode()
        filtered = b"".join(manager.get("/admin/journal/?verb=role.ended&export=csv")).decode()
        assert "role.ended" in filtered
        assert "role.granted" not in filtered
        links = re.findall(r'href="(\?at__gte=[^"]+)"', manager.get("/admin/journal/").content.decode())
        assert "Rôle retiré" in manager.get(f"/admin/journal/{html.unescape(links[0])}").content.decode()


class TestPeople:
    """Wagtail's own screens, for the administrator alone."""

    @pytest.fixture
    def administrator(self, team, client_of, root):
        return client_of(root)

    def test_people_are_found_by_name_or_address(self, administrator, ada):
        assert "ada@exemple.fr" in administrator.get("/admin/users/?q=Ada").content.decode()
        assert "ada@exemple.fr" in administrator.get("/admin/users/results/?q=ada@").content.decode()

    def test_an_account_is_made_with_one_name(self, administrator, client_of):
        answers = {
            "email": "Rose@Exemple.fr",
            "display_name": " Rose  Lévy ",
            "password1": "une-phrase-de-passe",
            "password2": "une-phrase-de-passe",
        }
        page = administrator.get("/admin/users/new/").content.decode()
        assert 'name="display_name"' in page
        assert "first_name" not in page
        assert administrator.post("/admin/users/new/", answers).status_code == 302
        signed_in = client_of().post(
            "/compte/connexion/", {"login": "rose@exemple.fr", "password": "une-phrase-de-passe"}
        )
        assert signed_in.url == "/mon-parcours/"

    def test_a_new_address_is_the_one_to_sign_in_with(self, administrator, zoe, client_of):
        answers = {
            "email": "zm@exemple.fr",
            "display_name": "Zoé Martin",
            "is_active": "on",
            "password1": "",
            "password2": "",
        }
        assert administrator.post(f"/admin/users/edit/{zoe.pk}/", answers).status_code == 302
        zoe.refresh_from_db()
        assert (zoe.email, zoe.display_name) == ("zm@exemple.fr", "Zoé Martin")
        assert [address.email for address in zoe.emailaddress_set.all()] == ["zm@exemple.fr"]

    def test_a_used_address_and_a_long_name_are_refused(self, administrator, zoe, ada):
        answers = {
            "email": "ada@exemple.fr",
            "display_name": "x" * 5000,
            "is_active": "on",
            "password1": "",
            "password2": "",
        }
        page = administrator.post(f"/admin/users/edit/{zoe.pk}/", answers).content.decode()
        assert "trop long" in page
        zoe.refresh_from_db()
        assert zoe.email == "zoe@exemple.fr"

    def test_one_s_settings_open_without_a_name_to_fill(self, team, client_of, grace):
        page = client_of(grace).get("/admin/account/")
        assert page.status_code == 200
        assert "name_email-first_name" not in page.content.decode()

    @pytest.mark.parametrize("who", ["grace", "val", "marie"])
    def test_nobody_else_sees_everybody(self, request, team, client_of, who):
        assert client_of(request.getfixturevalue(who)).get("/admin/users/").status_code == 302
