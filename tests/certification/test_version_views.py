"""The address that compares the rules one entered under with those in force."""

import pytest
from django.urls import reverse

from tests.pages import main_text_of, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine(ada, client_of):
    return client_of(ada)


@pytest.fixture
def address(opened):
    return f"/mon-parcours/dossiers/{opened.pk}/version/"


def test_nothing_is_said_where_the_rules_are_the_same(opened, address, mine):
    assert address not in mine.get("/mon-parcours/certificats/gestion/").content.decode()
    assert mine.get(address).status_code == 404


def test_one_compares_and_moves(opened, address, newer, mine, val, client_of):
    candidature = mine.get("/mon-parcours/certificats/gestion/")
    assert address in candidature.content.decode()
    assert "Règles de la version 2026," in text_of(candidature)  # nothing moves by itself
    text = main_text_of(mine.get(address))
    assert "0 sur 15 jours" in text
    assert "0 sur 20 jours" in text
    assert "n’est plus demandé" in text
    response = mine.post(address, {"version": newer.label}, follow=True)
    assert "Votre dossier suit maintenant les règles en vigueur" in text_of(response)
    assert "Règles de la version 2026 bis" in text_of(response)
    assert mine.get(address).status_code == 404
    desk = text_of(client_of(val).get(reverse("dossiers_modeladmin_inspect", args=[opened.pk])))
    assert "Dossier passé aux règles en vigueur par la personne candidate" in desk
    assert "venu de la version 2026 le" in desk


def test_what_was_not_shown_is_refused(opened, address, newer, make_newer, mine):
    make_newer(label="2026 ter", effective_from=newer.effective_from.replace(month=3))
    assert "reste sous ses règles" in text_of(mine.post(address, {"version": newer.label}, follow=True))
    assert mine.post(address, {"version": "9999"}).status_code == 404
    assert mine.post(address).status_code == 404
    opened.refresh_from_db()
    assert opened.version.label == "2026"


def test_it_is_its_candidates_own(opened, address, newer, linus, marie, client, client_of):
    for person in (linus, marie):
        assert client_of(person).get(address).status_code == 404
        assert client_of(person).post(address, {"version": newer.label}).status_code == 404
    assert client.get(address).status_code == 302


def test_it_costs_few_queries(opened, address, newer, mine, django_assert_max_num_queries):
    mine.get(address)
    with django_assert_max_num_queries(11):
        mine.get(address)
