"""The guided interview: four screens, each kept before the next, without JavaScript."""

import uuid

import pytest

from skills.models import Association, Claim, Mission
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

BEGIN = "/mes-acquis/missions/nouvelle/"


@pytest.fixture
def mine(ada, client_of, framework):
    return client_of(ada)


def first(**changes):
    return {"token": str(uuid.uuid4()), "name": "Les Abeilles", "rna": "", "role": "Caisse"} | changes


class TestTheWholeWay:
    def test_four_screens_make_a_mission_with_its_competencies(self, mine, ada):
        assert "Étape 1 sur 4" in text_of(mine.get(BEGIN))
        response = mine.post(BEGIN, first(), follow=True)
        assert "Étape 2 sur 4" in text_of(response)
        mission = Mission.objects.get()
        here = f"/mes-acquis/missions/{mission.pk}/"
        said = {"starts_on": "2026-01-05", "ends_on": "", "hours": "1,5", "rhythm": "week"}
        assert "Étape 3 sur 4" in text_of(mine.post(f"{here}temps/", said, follow=True))
        said = {"activities": "J’ai tenu la caisse du Festival.", "achievements": "", "context": ""}
        response = mine.post(f"{here}recit/", said, follow=True)
        text = text_of(response)
        assert "Étape 4 sur 4" in text
        assert "Vos mots : « Caisse »" in text
        assert "Vos mots : « Festival »" in text
        response = mine.post(f"{here}competences/", {"encaisser": "3"}, follow=True)
        assert "Votre mission est gardée" in text_of(response)
        assert "Encaisser et rendre la monnaie" in text_of(response)
        assert Claim.objects.of(ada).get().level == 3

    def test_it_can_be_left_and_taken_up_again(self, mine, begun):
        text = text_of(mine.get("/mes-acquis/"))
        assert "À terminer" in text
        assert f"/mes-acquis/missions/{begun.pk}/temps/" in mine.get("/mes-acquis/").content.decode()
        response = mine.post(f"/mes-acquis/missions/{begun.pk}/competences/", {"ecouter": "2"}, follow=True)
        assert "Étape 2 sur 4" in text_of(response)

    def test_one_thing_is_changed_later_and_leads_back(self, mine, mission):
        here = f"/mes-acquis/missions/{mission.pk}/"
        for screen in ("association", "temps", "recit", "competences"):
            assert "Garder mes changements" in text_of(mine.get(f"{here}{screen}/"))
        assert "24" in mine.get(f"{here}temps/").content.decode()
        said = {"activities": "Autre chose.", "achievements": "", "context": ""}
        assert "Autre chose." in text_of(mine.post(f"{here}recit/", said, follow=True))
        said = {"name": "Les Nuits de Valmont", "rna": "", "role": "Bar"}
        assert "Bar" in text_of(mine.post(f"{here}association/", said, follow=True))

    def test_what_is_chosen_already_is_shown_first(self, mine, mission):
        page = mine.get(f"/mes-acquis/missions/{mission.pk}/competences/").content.decode()
        shown = page.index("Toutes les autres")
        assert page.index("Tenir une buvette") < shown

    def test_without_a_framework_nothing_is_proposed(self, mine, mission, framework):
        type(framework).objects.filter(pk=framework.pk).update(published_at=None)
        from cms.freshness import content_changed

        content_changed()
        response = mine.get(f"/mes-acquis/missions/{mission.pk}/competences/")
        assert response.status_code == 200
        assert "Tenir une buvette" in text_of(response)
        assert "Toutes les autres" not in text_of(response)
        assert "Autres compétences" in text_of(mine.get("/mes-acquis/"))


class TestTheAssociation:
    def test_is_found_by_its_name_whatever_its_accents(self, mine, nights):
        mine.post(BEGIN, first(name="les NUITS de valmont"))
        assert Mission.objects.get().association == nights

    def test_is_found_by_its_number(self, mine, nights):
        mine.post(BEGIN, first(name="w991 001 204"))
        assert Mission.objects.get().association == nights

    def test_a_number_that_nobody_knows_asks_for_a_name(self, mine):
        response = mine.post(BEGIN, first(name="W761234567"))
        assert response.status_code == 400
        assert "écrivez son nom" in text_of(response)

    def test_a_number_that_is_none_is_said(self, mine):
        response = mine.post(BEGIN, first(rna="123"))
        assert response.status_code == 400
        assert "neuf chiffres" in text_of(response)
        assert "Caisse" in response.content.decode()

    def test_those_that_look_alike_are_proposed(self, mine, nights):
        sent = first(name="Nuits à Valmont")
        # « Valmont » and « Nuits » stand in both names.
        response = mine.post(BEGIN, sent)
        assert response.status_code == 400
        assert "Est-ce l’une de celles-ci" in text_of(response)
        assert "ajouter « Nuits à Valmont »" in text_of(response)
        mine.post(BEGIN, sent | {"chosen": str(nights.pk)})
        assert Mission.objects.get().association == nights

    def test_none_of_them_adds_ones_own(self, mine, nights, ada):
        mine.post(BEGIN, first(name="Nuits à Valmont", chosen="new"))
        added = Mission.objects.get().association
        assert (added.name, added.added_by, added.listed) == ("Nuits à Valmont", ada, False)

    def test_two_of_the_same_name_are_told_apart(self, mine, nights, marie):
        from skills.actions.list_association import list_association

        other = list_association(
            association=Association(name="Les Nuits de Valmont", city="Brenne"), actor=marie
        )
        sent = first(name="Les Nuits de Valmont")
        assert "Valmont, Brenne" in text_of(mine.post(BEGIN, sent))
        assert mine.post(BEGIN, sent | {"chosen": "999"}).status_code == 400
        mine.post(BEGIN, sent | {"chosen": str(other.pk)})
        assert Mission.objects.get().association == other

    def test_one_that_another_person_added_is_not_proposed(self, mine, client_of, linus):
        client_of(linus).post(BEGIN, first(name="Entraide des malades"))
        assert "Entraide" not in mine.get(BEGIN).content.decode()
        mine.post(BEGIN, first(name="Entraide des malades"))
        assert Association.objects.count() == 2


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ({"starts_on": ""}, "requis"),
            ({"starts_on": "2026-07-03", "ends_on": "2026-07-01"}, "précède le premier"),
            (
                {"starts_on": "2026-07-03", "ends_on": "2026-07-03", "hours": "30", "rhythm": "total"},
                "seize heures",
            ),
            ({"starts_on": "2026-07-03", "hours": "beaucoup"}, "nombre"),
            ({"starts_on": "2126-07-03"}, "à venir"),
        ],
    )
    def test_times(self, mine, begun, said, words):
        response = mine.post(f"/mes-acquis/missions/{begun.pk}/temps/", {"rhythm": "week"} | said)
        assert response.status_code == 400
        assert words in text_of(response)

    def test_a_story_without_words(self, mine, begun):
        response = mine.post(f"/mes-acquis/missions/{begun.pk}/recit/", {"activities": " "})
        assert response.status_code == 400

    def test_a_role_that_is_missing(self, mine):
        assert mine.post(BEGIN, first(role="", name="")).status_code == 400

    def test_a_level_that_does_not_exist(self, mine, mission):
        response = mine.post(f"/mes-acquis/missions/{mission.pk}/competences/", {"ecouter": "9"})
        assert response.status_code == 400
        # What was sent stays in sight.
        assert "<details open>" in response.content.decode()
