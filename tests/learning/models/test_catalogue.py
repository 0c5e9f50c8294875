"""The catalogue: found whatever the accents, filtered, counted in words, and never broken by an address."""

import pytest

from learning.models import CurriculumSlot, Theme
from tests.conftest import build_module
from tests.layers import made_once


@pytest.fixture
@made_once
def shelf(house):
    """Three modules: two themes, one place in a curriculum, three durations."""
    money, law = (Theme.objects.create(title=title, slug=title.lower()) for title in ("Finances", "Droit"))
    core = CurriculumSlot.objects.create(
        code="certif-asso-c3", curriculum="Certif’Asso", group="Tronc commun", title="Finances associatives"
    )
    more = CurriculumSlot.objects.create(
        code="certif-asso-a1",
        curriculum="Certif’Asso",
        group="Modules additionnels",
        title="Projet",
        position=9,
    )
    return [
        build_module(
            house, "COMPTA", "Comptabilité associative", theme=money, slot=core, sequences=8, level="beginner"
        ),
        build_module(
            house, "DROIT", "Droit et statuts", theme=law, slot=more, sequences=1, level="intermediate"
        ),
        build_module(house, "EMPLOI", "L’emploi associatif", sequences=4, summary="Recruter une équipe."),
    ]


@pytest.fixture
def titles(shelf, client_of):
    """A function: the titles that the catalogue shows for a query string."""

    def titles(query: str = "") -> list[str]:
        response = client_of().get(f"/formations/?{query}")
        assert response.status_code == 200
        return [study.module.title for study in response.context["studies"]]

    return titles


@pytest.mark.parametrize(
    "query",
    [
        "comptabilite",
        "Comptabilité",
        "COMPTABILITÉ",
        "comptabilites associatives",
        "comptab",
        "compta",
        " compta  ",
    ],
)
def test_words_are_found_whatever_accents_capitals_and_plurals(query, titles):
    assert "Comptabilité associative" in titles(f"q={query}")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Comptabilité associative", "Droit et statuts", "L’emploi associatif"]),
        ("q=equipe", ["L’emploi associatif"]),
        ("q=l'emploi", ["L’emploi associatif"]),
        ("q=FINANCES", ["Comptabilité associative"]),
        ("q=introuvable", []),
        ("theme=droit", ["Droit et statuts"]),
        ("place=certif-asso-c3", ["Comptabilité associative"]),
        ("place=groupe:certifasso-tronc-commun", ["Comptabilité associative"]),
        ("temps=60", ["Droit et statuts"]),
        ("temps=180", ["Droit et statuts", "L’emploi associatif"]),
        ("niveau=intermediate", ["Droit et statuts"]),
        ("tri=duree", ["Droit et statuts", "L’emploi associatif", "Comptabilité associative"]),
        ("tri=titre", ["Comptabilité associative", "Droit et statuts", "L’emploi associatif"]),
        ("theme=finances&niveau=intermediate", []),
        ("q=recruter+associatif&tri=duree", ["L’emploi associatif"]),
    ],
)
def test_choices_narrow_the_list(query, found, titles):
    assert titles(query) == found


@pytest.mark.parametrize(
    "query",
    [
        "theme=nope",
        "place=nope",
        "place=groupe:nope",
        "temps=abc",
        "temps=-1",
        "temps=99999999999999999999",
        "niveau=expert",
        "tri=nope",
        "page=nope",
        "page=999",
        "page=-3",
        "nope=1",
        "q=" + "a" * 5000,
        "q=%25%5F%5C",
    ],
)
def test_values_that_are_not_offered_break_nothing(query, titles):
    titles(query)


def test_an_unknown_filter_is_ignored_rather_than_empty(titles):
    assert len(titles("theme=nope&niveau=expert&temps=1")) == 3


def test_the_choices_stay_chosen_and_are_counted_in_words(shelf, client_of):
    html = client_of().get("/formations/?theme=droit&q=statuts").content.decode()
    assert '<option value="droit" selected>' in html
    assert 'value="statuts"' in html
    assert "1 module" in html
    assert "parmi 3" in html
    assert "Effacer les filtres" in html


def test_an_empty_result_says_what_to_do(shelf, client_of):
    html = client_of().get("/formations/?q=introuvable").content.decode()
    assert "Aucun module ne répond à tous ces choix." in html
    assert "Voir tous les modules" in html


def test_a_catalogue_without_modules_says_so(catalogue, client_of):
    assert "Aucun module n’est encore en ligne." in client_of().get("/formations/").content.decode()


def test_drafts_are_not_shown(shelf, titles):
    shelf[0].unpublish()
    assert "Comptabilité associative" not in titles()


def test_only_what_some_module_has_is_offered(shelf, client_of):
    Theme.objects.create(title="Sans module", slug="sans-module")
    assert "Sans module" not in client_of().get("/formations/").content.decode()


def test_twelve_are_shown_and_the_next_page_keeps_the_choices(house, make_module, client_of):
    for number in range(14):
        make_module(house, f"M{number}", f"Module {number:02}", sequences=0, quiz=False)
    first = client_of().get("/formations/?q=module&tri=titre")
    assert len(first.context["studies"]) == 12
    assert "Modules 1 à 12 sur 14" in first.content.decode()
    assert "?q=module&amp;tri=titre&amp;page=2" in first.content.decode()
    assert len(client_of().get("/formations/?q=module&tri=titre&page=2").context["studies"]) == 2


@pytest.mark.parametrize("count", [1, 15])
def test_it_costs_at_most_12_queries_whatever_the_modules(
    count, house, make_module, ada, client_of, django_assert_max_num_queries
):
    for number in range(count):
        make_module(house, f"M{number}", f"Module {number}", sequences=1)
    client = client_of(ada)
    client.get("/formations/")
    with django_assert_max_num_queries(12):
        client.get("/formations/?q=module")


def test_somebody_enrolled_sees_how_far_they_are(ada, client_of):
    assert "Pas encore commencé" in client_of(ada).get("/formations/").content.decode()
