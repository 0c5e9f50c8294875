"""What the administration opens with, and what its menu shows."""

import pytest

from accounts.actions.sync_groups import sync_groups
from cms.moderation import ensure_workflow


@pytest.fixture
def team(house, catalogue, grace, val, marie):
    sync_groups(structure=house)
    ensure_workflow(house)
    return house


def first_page(client_of, person):
    return client_of(person).get("/admin/").content.decode()


def test_a_trainer_is_led_to_write(team, catalogue, client_of, grace):
    page = first_page(client_of, grace)
    assert "Écrire un module" in page
    assert f"/admin/pages/add/learning/modulepage/{catalogue.pk}/" in page
    assert "Relire avant publication" not in page
    assert "Donner un rôle" not in page
    assert client_of(grace).get(f"/admin/pages/add/learning/modulepage/{catalogue.pk}/").status_code == 200


def test_a_validator_is_led_to_what_waits(team, client_of, val):
    page = first_page(client_of, val)
    assert "En attente de relecture\u00a0: 0." in page
    assert "Donner un rôle" not in page


def test_a_manager_is_led_to_roles(team, client_of, marie):
    assert "/admin/roles/create/" in first_page(client_of, marie)


def test_the_menu_has_no_help_elsewhere_and_no_reports_for_trainers(team, client_of, grace, val):
    assert "/admin/reports/" not in first_page(client_of, grace)
    assert "/admin/reports/" in first_page(client_of, val)
    assert "guide.wagtail.org" not in first_page(client_of, val)


def test_it_is_branded(team, client_of, grace):
    page = first_page(client_of, grace)
    assert "css/admin.css" in page
    assert "img/mark.svg" in page


def test_a_manager_changes_the_words_of_their_own_site_alone(team, other_house, client_of, marie):
    ours, theirs = team.site_id, other_house.site_id
    assert client_of(marie).get(f"/admin/settings/cms/sitesettings/{ours}/").status_code == 200
    assert client_of(marie).get(f"/admin/settings/cms/sitesettings/{theirs}/").status_code == 302


@pytest.mark.parametrize(
    "path", ["/admin/sites/", "/admin/groups/", "/admin/collections/", "/admin/redirects/"]
)
def test_the_installation_s_screens_are_for_its_administrator(team, client_of, marie, path):
    assert client_of(marie).get(path).status_code == 302
