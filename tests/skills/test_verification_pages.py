"""The pages of a verification: the volunteer's, and the queue of the house."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.say_story import Story, say_story
from skills.actions.submit_verification import submit_verification
from skills.models import Attestation, Verification
from tests.pages import main_text_of, text_of

pytestmark = pytest.mark.django_db

LIST = "/admin/verifications/"
SEEN = {
    "association_exists": "on",
    "association_source": "RNA",
    "office_held": "on",
    "office_source": "Procès-verbal de 2026",
    "tie": "none",
    "verdict": "verified",
}


@pytest.fixture
def here(mission):
    return f"/mes-acquis/missions/{mission.pk}/"


@pytest.fixture
def mine(ada, client_of):
    return client_of(ada)


@pytest.fixture
def desk(val, client_of):
    return client_of(val)


@pytest.fixture
def submitted(word, ada) -> Verification:
    return submit_verification(attestation=word, actor=ada)


@pytest.fixture
def sheet(submitted):
    return f"{LIST}inspect/{submitted.pk}/"


class TestTheVolunteer:
    def test_submits_and_takes_back(self, mine, here, word):
        assert "La soumettre à vérification" in main_text_of(mine.get(here))
        text = main_text_of(mine.post(f"/mes-acquis/paroles/{word.pk}/verification/", follow=True))
        assert "En attente de vérification" in text
        assert "par la maison à laquelle vous l’avez soumise" in text
        assert "La soumettre à vérification" not in text
        found = Verification.objects.get()
        own = f"/mes-acquis/verifications/{found.pk}/retrait/"
        assert "La soumettre à vérification" in main_text_of(mine.post(own, follow=True))
        assert "plus rien à retirer" in mine.post(own, follow=True).content.decode()

    def test_is_told_why_not(self, mine, here, mission, word, ada):
        say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
        assert "La soumettre" not in main_text_of(mine.get(here))
        response = mine.post(f"/mes-acquis/paroles/{word.pk}/verification/", follow=True)
        assert "version plus ancienne" in response.content.decode()
        assert not Verification.objects.exists()

    def test_reads_what_was_verified_and_takes_it_away(self, mine, here, desk, sheet):
        desk.post(sheet, SEEN | {"tie": "declared", "tie_words": "Ils vivent ensemble."})
        text = main_text_of(mine.get(here))
        assert "Vérifiée par la MDA" in text
        assert "Constaté ici : Procès-verbal de 2026" in text.replace("\xa0", " ")
        assert "Ils vivent ensemble." in text
        assert "Ni votre travail ni vos compétences" in text
        space = main_text_of(mine.get("/mes-acquis/"))
        assert "Vérifiée par la MDA" in space and "vérifiée par la MDA" in space
        found = json.loads(mine.get("/mes-acquis/exports/acquis.json").content)
        trusts = {one["code"]: one["missions"][0]["trust"] for one in found["competencies"]}
        assert trusts == {"accueillir-public": "verified", "tenir-buvette": "declared"}

    def test_reads_why_not_and_may_submit_again(self, mine, here, desk, sheet):
        desk.post(sheet, {"tie": "none", "verdict": "not_verified", "reason": "Aucune trace <ici>."})
        response = mine.get(here)
        assert "Non vérifiée par la MDA" in main_text_of(response)
        assert b"Aucune trace &lt;ici&gt;." in response.content
        assert "La soumettre à vérification" in main_text_of(response)
        assert "Vérifiée par la MDA" not in main_text_of(mine.get("/mes-acquis/"))

    def test_reads_that_it_is_on_an_older_version(self, mine, here, desk, sheet, mission, ada, give):
        desk.post(sheet, SEEN)
        say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
        assert "Cette vérification porte sur une version plus ancienne" in main_text_of(mine.get(here))
        assert "Vérifiée par la MDA" not in main_text_of(mine.get("/mes-acquis/"))

    def test_costs_no_more_than_twelve_queries_with_many_verifications(
        self, mine, here, ada, house, val, mission, word
    ):
        words = Attestation.objects.bulk_create(
            Attestation(
                mission=mission,
                structure=house,
                state="attested",
                answered_at=word.answered_at,
                expires_at=word.expires_at,
                signed_as=f"Prénom {number}",
                shown=word.shown,
            )
            for number in range(20)
        )
        Verification.objects.bulk_create(
            Verification(
                attestation=one,
                structure=house,
                state="verified",
                association_exists=True,
                office_held=True,
                decided_at=timezone.now(),
                decided_by=val,
            )
            for one in words
        )
        for address in ("/mes-acquis/", here):
            mine.get(address)
            with CaptureQueriesContext(connection) as queries:
                response = mine.get(address)
            assert "Vérifiée par la MDA" in main_text_of(response)
            assert len(queries) <= 12, [one["sql"] for one in queries]

    @pytest.mark.parametrize("who", ["linus", "marie", "val"])
    def test_nobody_else_submits_or_takes_back(self, request, client_of, word, submitted, who):
        theirs = client_of(request.getfixturevalue(who))
        assert theirs.post(f"/mes-acquis/paroles/{word.pk}/verification/").status_code == 404
        assert theirs.post(f"/mes-acquis/verifications/{submitted.pk}/retrait/").status_code == 404

    def test_a_visitor_signs_in_and_the_wrong_method_is_refused(self, client, mine, word, submitted):
        for address in (
            f"/mes-acquis/paroles/{word.pk}/verification/",
            f"/mes-acquis/verifications/{submitted.pk}/retrait/",
        ):
            assert "/connexion/" in client.post(address)["Location"]
            assert mine.get(address).status_code == 405


class TestTheQueue:
    def test_holds_what_was_submitted_and_nothing_else(self, desk, word, ada):
        assert "Ada Exemple" not in text_of(desk.get(LIST))
        submit_verification(attestation=word, actor=ada)
        text = text_of(desk.get(LIST))
        assert "Ada Exemple" in text and "Accueil du festival" in text
        assert "Paul Martin, Trésorier" in text

    def test_filters_by_state(self, desk, sheet, submitted):
        desk.post(sheet, SEEN)
        assert "Ada Exemple" not in text_of(desk.get(LIST))
        assert "Ada Exemple" in text_of(desk.get(f"{LIST}?state=verified"))
        assert "Ada Exemple" not in text_of(desk.get(f"{LIST}?state=not_verified"))
        assert "Ada Exemple" in text_of(desk.get(f"{LIST}?state=all"))

    def test_filters_by_structure_for_who_has_several(
        self, desk, submitted, val, other_house, house, client_of, marie
    ):
        assert "?house=" not in desk.get(LIST).content.decode()
        val.is_superuser = val.is_staff = True
        val.save()
        word = Attestation.objects.get()
        other = Attestation.objects.bulk_create(
            [
                Attestation(
                    mission=word.mission,
                    structure=other_house,
                    state="attested",
                    answered_at=word.answered_at,
                    expires_at=word.expires_at,
                    signed_as="Zoé Petit",
                    shown=word.shown,
                )
            ]
        )[0]
        Verification.objects.create(attestation=other, structure=other_house)
        all_of_them = text_of(client_of(val).get(LIST))
        assert "Zoé Petit" in all_of_them and "Paul Martin" in all_of_them
        theirs = text_of(client_of(val).get(f"{LIST}?house={other_house.pk}"))
        assert "Zoé Petit" in theirs and "Paul Martin" not in theirs
        assert "Paul Martin" in text_of(client_of(val).get(f"{LIST}?house=0"))

    def test_does_not_cost_more_with_more_rows(self, desk, mission, house, word, submitted):
        def cost() -> int:
            with CaptureQueriesContext(connection) as queries:
                assert desk.get(LIST).status_code == 200
            return len(queries)

        desk.get(LIST)
        before = cost()
        words = Attestation.objects.bulk_create(
            Attestation(
                mission=mission,
                structure=house,
                state="attested",
                answered_at=word.answered_at,
                expires_at=word.expires_at,
                signed_as=f"Prénom {number}",
                shown=word.shown,
            )
            for number in range(20)
        )
        Verification.objects.bulk_create(Verification(attestation=one, structure=house) for one in words)
        assert "Prénom 19" in text_of(desk.get(LIST))
        assert cost() == before

    def test_shows_what_the_officer_read_and_no_draft(self, desk, sheet, mission, ada):
        say_story(mission=mission, actor=ada, story=Story("Un secret de depuis."))
        text = text_of(desk.get(sheet))
        assert "J’ai accueilli le public" in text
        assert "24 heures" in text.replace("\xa0", " ")
        assert "Un secret" not in text
        assert "paul@exemple.fr" not in text and "ada@exemple.fr" not in text
        assert "Garder la décision" in text

    def test_decides_and_says_what_is_missing_beside_what_was_typed(self, desk, sheet):
        response = desk.post(sheet, SEEN | {"office_source": "", "note": "Vu <hier>."})
        assert response.status_code == 400
        assert "dites où vous l’avez constatée" in text_of(response)
        assert "Vu &lt;hier&gt;." in response.content.decode()
        for said, words in (
            ({"association_source": ""}, "dites où vous l’avez constatée"),
            ({"association_exists": ""}, "cochez les deux"),
            ({"tie": ""}, "Dites s’il y a un conflit"),
            ({"tie": "declared"}, "Dites en quelques mots lequel"),
            ({"tie": "own"}, "laissez cette demande"),
            ({"verdict": ""}, "Choisissez une décision"),
            ({"verdict": "not_verified"}, "Dites pourquoi"),
        ):
            assert words in text_of(desk.post(sheet, SEEN | said)), said
        assert Verification.objects.get().state == "submitted"
        assert "La décision est gardée" in text_of(desk.post(sheet, SEEN, follow=True))
        text = text_of(desk.get(sheet))
        assert "Procès-verbal de 2026" in text and "Garder la décision" not in text
        response = desk.post(sheet, SEEN, follow=True)
        assert "Une décision a été prise entre-temps" in text_of(response)

    def test_says_why_somebody_may_not(self, word, submitted, sheet, val, desk, give):
        val.display_name = "Paul Martin"
        val.save()
        text = text_of(desk.get(sheet))
        assert "Vous avez donné cette parole" in text and "Garder la décision" not in text
        assert "Vous avez donné cette parole" in text_of(desk.post(sheet, SEEN, follow=True))
        assert Verification.objects.get().state == "submitted"

    def test_another_house_and_other_roles_find_nothing(
        self, sheet, other_house, make_person, client_of, grace, ada, client
    ):
        eve = client_of(make_person("eve", other_house, "manager"))
        assert eve.get(sheet).status_code == 404
        assert eve.post(sheet, SEEN).status_code == 404
        assert "Ada Exemple" not in text_of(eve.get(LIST))
        for person in (grace, ada):
            assert client_of(person).get(sheet).status_code in (302, 403, 404)
            assert client_of(person).post(sheet, SEEN).status_code in (302, 403, 404)
        assert client.get(sheet).status_code == 302
        assert Verification.objects.get().state == "submitted"

    def test_what_is_gone_is_gone_from_it(self, desk, sheet, ada):
        forget_volunteer(person=ada)
        assert desk.get(sheet).status_code == 404
        assert "Ada Exemple" not in text_of(desk.get(LIST))

    def test_a_mission_without_hours_or_competencies_is_read_too(self, desk, sheet):
        word = Attestation.objects.get()
        bare = word.shown | {"hours_in_all": "", "competencies": [], "hours_are_estimated": True}
        facts = bare["facts"] | {"hours": "", "ends_on": "", "context": "Un festival."}
        Attestation._base_manager.update(shown=bare | {"facts": facts})
        assert "Un festival." in text_of(desk.get(sheet))
        Attestation._base_manager.update(
            shown=bare | {"facts": facts | {"starts_on": ""}, "hours_in_all": "24"}
        )
        assert "environ 24 heures" in text_of(desk.get(sheet)).lower().replace("\xa0", " ")
