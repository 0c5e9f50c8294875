"""A house is opened by one command, whole and once."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import Page

from accounts.models import Structure, User

GIVEN = {
    "name": "Maison des associations de Brenne",
    "short_name": "Brenne",
    "slug": "brenne",
    "prefix": "BRE",
    "address": "http://testserver",
    "manager_email": "Accueil@brenne.example",
    "manager_name": "Zoé O’Brien-Éloïse",
}

pytestmark = pytest.mark.django_db


def open_house(**changes: str) -> str:
    out = StringIO()
    call_command("open_house", stdout=out, **(GIVEN | changes))
    return out.getvalue()


def test_a_house_answers_with_its_pages_and_its_manager_signs_in():
    said = open_house()
    password = said.partition("password ")[2].split()[0]
    assert Client().get("/").status_code == 200
    assert Client().get("/formations/").status_code == 200
    manager = User.objects.get(email="accueil@brenne.example")
    assert manager.check_password(password)
    assert Structure.objects.staffed_by(manager).get().slug == "brenne"


def test_opening_it_again_changes_nothing_and_shows_no_password():
    open_house()
    pages = Page.objects.count()
    assert "password" not in open_house()
    assert (Structure.objects.count(), Page.objects.count(), User.objects.count()) == (1, pages, 1)


def test_a_second_house_has_a_site_of_its_own():
    open_house()
    open_house(
        name="Maison de Valmont",
        short_name="Valmont",
        slug="valmont",
        prefix="VAL",
        address="http://valmont.example",
    )
    assert "Valmont" in Client().get("/", headers={"host": "valmont.example"}).content.decode()
    assert "Valmont" not in Client().get("/").content.decode()


@pytest.mark.parametrize(
    ("field", "value", "named"),
    [
        ("prefix", "trop long!", "number_prefix"),
        ("manager_name", "", "--manager-name"),
        ("manager_email", "accueil", "--manager-email"),
        ("address", "brenne.example", "--address"),
        ("address", "http://", "--address"),
        ("address", "http://brenne.example:port", "--address"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_left(field, value, named):
    with pytest.raises(CommandError, match=named):
        open_house(**{field: value})
    assert not Structure.objects.exists()
    assert not Page.objects.filter(slug="accueil-brenne").exists()


def test_the_address_of_another_house_is_refused_in_words():
    open_house()
    with pytest.raises(CommandError, match="--address"):
        open_house(name="Maison de Valmont", short_name="Valmont", slug="valmont", prefix="VAL")
    assert Structure.objects.get().slug == "brenne"
