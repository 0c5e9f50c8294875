"""Roles given, ended, expired, and the groups that follow them."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import IntegrityError
from django.utils import timezone
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

from accounts.actions.end_role import end_role
from accounts.actions.expire_roles import expire_roles
from accounts.actions.grant_role import grant_role
from accounts.actions.open_structure import open_structure
from accounts.actions.sync_groups import sync_groups
from accounts.actions.sync_people import sync_people
from accounts.models import LogEntry, Membership, RoleGroup, Structure
from accounts.refusals import RoleRefused
from accounts.rules.roles import Refusal
from accounts.tasks import expire_roles as expire_roles_task


def today():
    return timezone.localdate()


class TestGrantRole:
    def test_it_opens_the_administration_and_leaves_a_line(self, team, linus, marie):
        membership = grant_role(user=linus, structure=team, role="trainer", actor=marie)
        assert (membership.since, membership.until) == (today(), None)
        assert linus.is_staff
        assert linus.has_perm("wagtailadmin.access_admin")
        line = LogEntry.objects.of(team).first()
        assert (line.actor, line.verb, line.payload["role"]) == (marie, "role.granted", "trainer")
        assert line.payload["user"] == linus.pk

    def test_learning_opens_nothing(self, team, linus, marie):
        grant_role(user=linus, structure=team, role="learner", actor=marie)
        assert not linus.is_staff
        assert not linus.groups.exists()
        assert [held.role for held in linus.current_memberships] == ["learner"]

    def test_given_twice_it_is_one_role(self, team, linus, marie):
        first = grant_role(user=linus, structure=team, role="trainer", actor=marie)
        assert grant_role(user=linus, structure=team, role="trainer", actor=marie) == first
        assert LogEntry.objects.about(first).count() == 1

    def test_the_database_keeps_it_one(self, team, grace):
        with pytest.raises(IntegrityError):
            Membership.objects.create(user=grace, structure=team, role="trainer")

    def test_nobody_gives_a_role_to_themselves(self, team, marie, root):
        for person in (marie, root):
            with pytest.raises(RoleRefused) as refusal:
                grant_role(user=person, structure=team, role="validator", actor=person)
            assert refusal.value.reasons == (Refusal.OWN_ROLE,)
            assert "soi-même" in str(refusal.value)

    @pytest.mark.parametrize("who", ["grace", "val", "linus"])
    def test_only_a_manager_gives_one(self, request, team, ada, who):
        with pytest.raises(RoleRefused) as refusal:
            grant_role(user=ada, structure=team, role="trainer", actor=request.getfixturevalue(who))
        assert Refusal.NOT_MANAGER in refusal.value.reasons
        assert not Membership.objects.held_by(ada).staff().exists()

    def test_a_manager_gives_none_in_another_house(self, other_team, linus, marie):
        with pytest.raises(RoleRefused):
            grant_role(user=linus, structure=other_team, role="trainer", actor=marie)

    def test_a_closed_account_gets_none(self, team, linus, marie):
        linus.is_active = False
        linus.save()
        with pytest.raises(RoleRefused) as refusal:
            grant_role(user=linus, structure=team, role="trainer", actor=marie)
        assert refusal.value.reasons == (Refusal.CLOSED_ACCOUNT,)
        assert "fermé" in str(refusal.value)

    def test_a_role_to_come_opens_nothing_before_its_day(self, team, linus, marie):
        grant_role(user=linus, structure=team, role="trainer", actor=marie, since=today() + timedelta(days=3))
        assert not linus.is_staff


class TestEndRole:
    def test_ended_at_once_it_closes_the_administration(self, team, grace, marie):
        role = Membership.objects.get(user=grace)
        Membership.objects.filter(pk=role.pk).update(since=today() - timedelta(days=30))
        role.refresh_from_db()
        end_role(membership=role, actor=marie)
        role.user.refresh_from_db()
        assert role.until == today() - timedelta(days=1)
        assert not role.user.is_staff
        assert not role.user.groups.exists()
        assert LogEntry.objects.of(team).first().verb == "role.ended"

    def test_one_given_today_leaves_only_its_lines(self, team, linus, marie):
        role = grant_role(user=linus, structure=team, role="trainer", actor=marie)
        end_role(membership=role, actor=marie)
        assert not Membership.objects.held_by(linus).exists()
        assert not linus.groups.exists()
        verbs = list(LogEntry.objects.of(team).order_by("pk").values_list("verb", flat=True))
        assert verbs[-2:] == ["role.granted", "role.ended"]

    def test_until_its_last_day_the_role_holds(self, team, grace, marie):
        end_role(
            membership=Membership.objects.get(user=grace), actor=marie, last_day=today() + timedelta(days=5)
        )
        grace.refresh_from_db()
        assert grace.is_staff

    def test_only_a_manager_ends_one(self, team, grace, val):
        with pytest.raises(RoleRefused):
            end_role(membership=Membership.objects.get(user=grace), actor=val)
        assert Membership.objects.current().held_by(grace).exists()

    def test_the_other_role_keeps_the_door_open(self, team, grace, marie):
        grant_role(user=grace, structure=team, role="validator", actor=marie)
        end_role(membership=Membership.objects.get(user=grace, role="trainer"), actor=None)
        grace.refresh_from_db()
        assert grace.is_staff
        assert [group.role_group.role for group in grace.groups.all()] == ["validator"]


class TestExpireRoles:
    def test_past_its_last_day_a_role_loses_its_group_and_the_log_says_so(self, team, grace, val):
        Membership.objects.filter(user=grace).update(
            since=today() - timedelta(days=9), until=today() - timedelta(days=1)
        )
        assert expire_roles() == 1
        grace.refresh_from_db()
        val.refresh_from_db()
        assert not grace.is_staff
        assert not grace.groups.exists()
        assert val.is_staff
        line = LogEntry.objects.of(team).first()
        assert (line.actor, line.verb, line.subject_id) == (None, "role.expired", str(grace.pk))

    def test_each_day_groups_get_the_rights_that_their_role_has_now(self, team):
        held = RoleGroup.objects.get(structure=team, role="validator")
        GroupPagePermission.objects.filter(group=held.group).delete()
        expire_roles_task()
        assert GroupPagePermission.objects.filter(group=held.group).exists()

    def test_run_twice_it_says_it_once(self, team, grace):
        Membership.objects.filter(user=grace).update(
            since=today() - timedelta(days=9), until=today() - timedelta(days=1)
        )
        expire_roles()
        assert expire_roles() == 0
        assert LogEntry.objects.filter(verb="role.expired").count() == 1

    def test_a_role_whose_day_has_come_opens_the_administration(self, team, linus, marie):
        role = grant_role(
            user=linus, structure=team, role="trainer", actor=marie, since=today() + timedelta(days=3)
        )
        Membership.objects.filter(pk=role.pk).update(since=today())
        expire_roles()
        linus.refresh_from_db()
        assert linus.is_staff


class TestSyncGroups:
    def test_a_trainer_writes_under_the_home_page_and_cannot_publish(self, team, grace, module):
        rights = module.permissions_for_user(grace)
        assert rights.can_edit()
        assert not rights.can_publish()
        assert not rights.can_delete()

    def test_a_validator_publishes_and_a_manager_deletes(self, team, val, marie, module):
        assert module.permissions_for_user(val).can_publish()
        assert not marie.has_perm("accounts.change_user")
        assert module.permissions_for_user(marie).can_delete()

    def test_nobody_writes_in_another_house(self, other_team, grace, val, marie):
        home = other_team.site.root_page
        assert not any(home.permissions_for_user(person).can_edit() for person in (grace, val, marie))

    def test_groups_say_whose_and_which(self, team):
        names = set(RoleGroup.objects.values_list("group__name", flat=True))
        assert names == {"Valmont · Formation", "Valmont · Validation", "Valmont · Direction"}

    def test_it_changes_nothing_the_second_time(self, team, django_assert_max_num_queries):
        before = set(GroupPagePermission.objects.values_list("pk", flat=True))
        members = set(RoleGroup.objects.values_list("group__user", flat=True))
        with django_assert_max_num_queries(60):
            sync_groups(structure=team)
        assert set(GroupPagePermission.objects.values_list("pk", flat=True)) == before
        assert set(RoleGroup.objects.values_list("group__user", flat=True)) == members

    def test_a_right_added_by_hand_is_taken_away(self, team):
        held = RoleGroup.objects.get(structure=team, role="trainer")
        publish = Permission.objects.get(codename="publish_page", content_type__model="page")
        GroupPagePermission.objects.create(group=held.group, page=team.site.root_page, permission=publish)
        held.group.permissions.add(Permission.objects.get(codename="change_user"))
        sync_groups(structure=team)
        assert not GroupPagePermission.objects.filter(group=held.group, permission=publish).exists()
        assert set(held.group.permissions.values_list("codename", flat=True)) == {"access_admin"}

    def test_a_structure_that_is_renamed_renames_its_groups(self, team):
        team.short_name = "Valmont-sur-Brenne"
        team.save()
        sync_groups(structure=team)
        assert Group.objects.filter(name="Valmont-sur-Brenne · Direction").exists()
        assert RoleGroup.objects.filter(structure=team).count() == 3

    def test_two_structures_of_one_short_name_are_told_apart(self, team, other_house):
        other_house.short_name = team.short_name
        other_house.save()
        sync_groups(structure=other_house)
        assert Group.objects.filter(name="Valmont · Direction (brenne)").exists()

    def test_without_a_site_there_are_groups_and_no_right_on_pages(self, team):
        bare = Structure.objects.create(name="Sans site", short_name="Sans", slug="sans", number_prefix="SAN")
        groups = [held.group for held in sync_groups(structure=bare)]
        assert len(groups) == 3
        assert not GroupPagePermission.objects.filter(group__in=groups).exists()

    def test_everybody_is_put_in_place_in_few_queries(self, team, make_person, django_assert_max_num_queries):
        people = [make_person(f"p{number}") for number in range(30)]
        Membership.objects.bulk_create(
            [Membership(user=person, structure=team, role="trainer") for person in people]
        )
        with django_assert_max_num_queries(12):
            given, ended = sync_people(structure=team)
        assert (given, ended) == (30, 0)
        people[0].refresh_from_db()
        assert people[0].is_staff


class TestOpenStructure:
    def test_it_makes_the_row_the_collection_the_groups_and_the_line(self, house):
        opened = open_structure(
            actor=None,
            site=None,
            name="Maison de Loire",
            short_name="Loire",
            slug="loire",
            number_prefix="LOI",
        )
        assert opened.collection in Collection.objects.all()
        assert GroupCollectionPermission.objects.filter(collection=opened.collection).exists()
        assert RoleGroup.objects.filter(structure=opened).count() == 3
        assert LogEntry.objects.of(opened).get().verb == "structure.opened"

    def test_what_is_not_valid_makes_nothing(self, house):
        from django.core.exceptions import ValidationError

        with pytest.raises(ValidationError):
            open_structure(
                actor=None, site=None, name="Maison", short_name="M", slug="m", number_prefix="minuscule"
            )
        assert not Collection.objects.filter(name="Maison").exists()

    def test_the_team_puts_files_in_its_own_collection_only(self, db, make_person):
        from wagtail.images import get_image_model
        from wagtail.permissions import policy_registry

        opened = open_structure(
            actor=None,
            site=None,
            name="Maison de Loire",
            short_name="Loire",
            slug="loire",
            number_prefix="LOI",
        )
        person = make_person("rose")
        grant_role(user=person, structure=opened, role="trainer", actor=None)
        policy = policy_registry.get_by_type(get_image_model())
        assert list(policy.collections_user_has_permission_for(person, "add")) == [opened.collection]


class TestCurrentMemberships:
    def test_it_costs_one_query_however_often_it_is_asked(self, team, grace, django_assert_num_queries):
        with django_assert_num_queries(1):
            assert grace.roles_in(team) == {"trainer"}
            assert grace.is_team
            assert [held.structure.name for held in grace.current_memberships] == [team.name]
            assert grace.roles_in(None) == set()
