"""The pages of the association's word: the volunteer's, and the officer's who has no account."""

import io
import json
import re
import uuid
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from skills.actions.declare_level import declare_level
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.remove_mission import remove_mission
from skills.actions.say_story import Story, say_story
from skills.models import Attestation, Claim, Mission
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

SAID = {"name": "Paul Martin", "office": "Trésorier", "email": "paul@exemple.fr"}
ANSWER = {
    "confirms": "yes",
    "word": "Avec <soin>.",
    "signed_as": "Paul Martin",
    "signed_office": "Co-trésorier",
    "claim-accueillir-public": "3",
    "claim-tenir-buvette": "no",
}


def change(**fields) -> None:
    Attestation._base_manager.update(**fields)


@pytest.fixture
def mine(ada, client_of, mission):
    return client_of(ada)


@pytest.fixture
def here(mission):
    return f"/mes-acquis/missions/{mission.pk}/"


@pytest.fixture
def ask(mine, here, mailoutbox):
    """A function that asks an officer; the address in their letter."""

    def ask(**said) -> str:
        response = mine.post(f"{here}parole/", SAID | said)
        assert response.status_code == 302, text_of(response)
        return re.search(r"/parole/[\w-]+/", mailoutbox[-1].body)[0]

    return ask


@pytest.fixture
def address(ask):
    return ask()


@pytest.fixture
def enter(mailoutbox):
    """A function that gives the code of an officer's link; their browser."""

    def enter(address: str, browser: Client | None = None) -> Client:
        browser = browser or Client()
        assert browser.post(f"{address}code/", {"send": "1"}).status_code == 302
        code = re.search(r"\b\d{6}\b", mailoutbox[-1].body)[0]
        assert browser.post(f"{address}code/", {"code": code})["Location"] == address
        return browser

    return enter


@pytest.fixture
def answer():
    """A function that answers in a browser that gave the code."""

    def answer(browser: Client, address: str, **said):
        page = browser.get(address).content.decode()
        read = re.search(r'name="read" value="(\w+)"', page)[1]
        return browser.post(address, ANSWER | {"read": read} | said)

    return answer


class TestTheVolunteer:
    def test_asks_and_sees_where_it_stands(self, mine, here, address):
        text = text_of(mine.get(here))
        assert "Paul Martin, Trésorier" in text
        assert "Parole demandée" in text
        assert "Lue par vous, et par les personnes" in text
        assert "Parole demandée" in text_of(mine.get("/mes-acquis/"))

    def test_reads_what_is_wrong_beside_what_was_typed(self, mine, here):
        response = mine.post(f"{here}parole/", SAID | {"email": "ada+asso@exemple.fr"})
        assert response.status_code == 400
        assert "quelqu’un d’autre" in text_of(response)
        assert 'value="Paul Martin"' in response.content.decode()
        assert mine.post(f"{here}parole/", SAID | {"email": "paul"}).status_code == 400
        assert not Attestation.objects.exists()

    def test_tells_the_mission_first(self, client_of, ada, begun):
        response = client_of(ada).get(f"/mes-acquis/missions/{begun.pk}/parole/")
        assert response["Location"] == f"/mes-acquis/missions/{begun.pk}/"

    def test_without_a_house_has_nobody_to_write_from(self, mine, here, monkeypatch):
        Mission.objects.update(structure=None)
        monkeypatch.setattr("skills.word_views.structure_of", lambda request: None)
        assert mine.get(f"{here}parole/").status_code == 404

    def test_takes_a_request_back(self, mine, address, client):
        own = f"/mes-acquis/paroles/{Attestation.objects.get().pk}/retrait/"
        assert "La demande est retirée" in mine.post(own, follow=True).content.decode()
        assert "plus rien à retirer" in mine.post(own, follow=True).content.decode()
        response = client.get(address)
        assert response.status_code == 410
        assert "a retiré sa demande" in text_of(response)

    def test_reads_the_word_and_whom_it_is_from(self, mine, here, address, enter, answer):
        answer(enter(address), address)
        response = mine.get(here)
        text = text_of(response)
        assert "Attestée par l’association" in text
        assert "Paul Martin, Co-trésorier" in text
        assert b"Avec &lt;soin&gt;." in response.content
        assert "Accueillir le public : confirmée, en autonomie" in text
        assert "Tenir une buvette ou servir un repas : non confirmée" in text
        assert "MDA" not in text
        space = mine.get("/mes-acquis/")
        assert "Attestée par Paul Martin, Co-trésorier : en autonomie" in text_of(space)
        assert "3 attesté par l’association" in space.content.decode()

    def test_reads_another_level_and_keeps_their_own(self, mine, here, address, enter, answer):
        answer(enter(address), address, **{"claim-accueillir-public": "2"})
        text = text_of(mine.get(here))
        assert "confirmée à un autre niveau, seul dans les cas simples" in text.replace("·e", "")
        assert "vous déclariez : en autonomie" in text
        assert "2 attesté par l’association" in mine.get("/mes-acquis/").content.decode()
        assert Claim.objects.get(code="accueillir-public").level == 3

    def test_reads_that_a_word_is_on_an_older_version_and_asks_again(
        self, mine, here, address, enter, answer, ada, ask
    ):
        answer(enter(address), address)
        declare_level(claim=Claim.objects.get(code="accueillir-public"), actor=ada, level=4)
        text = text_of(mine.get(here))
        assert "porte sur une version plus ancienne" in text
        assert "Déclarée" in text
        assert "Attestée par Paul" not in text_of(mine.get("/mes-acquis/"))
        again = ask()
        assert answer(enter(again), again, **{"claim-accueillir-public": "4"}).status_code == 302
        assert "Attestée par Paul" in text_of(mine.get("/mes-acquis/"))

    def test_reads_both_words_where_two_disagree(self, mine, here, address, enter, answer, ask):
        answer(enter(address), address)
        second = ask(name="Zoé Petit", office="Présidente", email="zoe@exemple.fr")
        said = {"confirms": "no", "word": "Elle était absente.", "signed_as": "Zoé Petit"}
        answer(enter(second), second, **said)
        text = text_of(mine.get(here))
        assert "Elle était absente." in text and "Avec &lt;soin&gt;." in text
        assert "Non confirmée par l’association" in text and "Attestée par l’association" in text

    def test_takes_away_whose_word_it_is(self, mine, address, enter, answer):
        answer(enter(address), address, **{"claim-tenir-buvette": "2"})
        found = json.loads(mine.get("/mes-acquis/exports/acquis.json").content)
        assert {one["missions"][0]["trust"] for one in found["competencies"]} == {"attested"}
        odt = zipfile.ZipFile(io.BytesIO(mine.get("/mes-acquis/exports/dossier-vae.odt").content))
        words = odt.read("content.xml").decode()
        assert "Attesté par l’association<" in words
        assert "à un autre niveau" in words and "seul" in words

    def test_reads_that_nobody_answered(self, mine, here, address):
        change(expires_at=timezone.now() - timedelta(days=1), reminders=2)
        assert "Sans réponse" in text_of(mine.get(here))

    def test_reads_how_often_they_were_reminded(self, mine, here, address):
        change(reminders=2)
        assert "2 relances envoyées" in text_of(mine.get(here))

    def test_costs_no_more_than_twelve_queries_with_many_words(
        self, mine, here, ada, house, mission, address, enter, answer
    ):
        answer(enter(address), address)
        word = Attestation.objects.get()
        Attestation.objects.bulk_create(
            Attestation(
                mission=mission,
                structure=house,
                state="attested",
                answered_at=word.answered_at,
                expires_at=word.expires_at,
                signed_as=f"Prénom {number}",
                shown=word.shown,
            )
            for number in range(30)
        )
        for page in ("/mes-acquis/", here):
            mine.get(page)
            with CaptureQueriesContext(connection) as queries:
                response = mine.get(page)
            assert "Prénom 29" in text_of(response)
            assert len(queries) <= 12, [one["sql"] for one in queries]

    @pytest.mark.parametrize("who", ["linus", "marie", "val"])
    def test_nobody_else_asks_or_takes_back(self, request, client_of, here, address, who):
        theirs = client_of(request.getfixturevalue(who))
        assert theirs.get(f"{here}parole/").status_code == 404
        assert theirs.post(f"{here}parole/", SAID).status_code == 404
        own = f"/mes-acquis/paroles/{Attestation.objects.get().pk}/retrait/"
        assert theirs.post(own).status_code == 404

    def test_a_visitor_signs_in_and_the_wrong_method_is_refused(self, client, mine, here, address):
        assert "/connexion/" in client.get(f"{here}parole/")["Location"]
        own = f"/mes-acquis/paroles/{Attestation.objects.get().pk}/retrait/"
        assert "/connexion/" in client.post(own)["Location"]
        assert mine.get(own).status_code == 405


class TestTheOfficer:
    def test_reads_nothing_before_the_code(self, client, address):
        response = client.get(address)
        text = text_of(response)
        assert "p•••@exemple.fr" in text
        for word in ("Ada", "festival", "paul@"):
            assert word not in text
        assert "noindex" in response["X-Robots-Tag"]
        assert "no-store" in response["Cache-Control"]
        response = client.post(address, ANSWER | {"read": "x"})
        assert "p•••@exemple.fr" in text_of(response)
        assert Attestation.objects.get().state == "asked"

    def test_gives_the_code_then_answers_on_one_page(self, address, enter, answer, client):
        browser = enter(address)
        text = text_of(browser.get(address))
        assert "Confirmez-vous ce qu’a fait Ada Exemple" in text
        assert "J’ai accueilli le public" in text
        assert "24 heures" in text
        response = answer(browser, address)
        assert response["Location"] == "/parole/merci/"
        assert "Votre parole est arrivée" in text_of(client.get("/parole/merci/"))
        assert client.post("/parole/merci/").status_code == 405

    def test_reads_all_that_the_volunteer_told(self, address, enter, mission, ada):
        told = Story("J’ai aidé.", context="Un festival.", achievements="Trois soirées.")
        say_story(mission=mission, actor=ada, story=told)
        text = text_of(enter(address).get(address))
        assert "Un festival." in text and "Trois soirées." in text
        assert "modifiée depuis notre message" in text

    def test_with_a_wrong_code_tries_again(self, client, address, mailoutbox):
        client.post(f"{address}code/", {"send": "1"})
        assert "p•••@exemple.fr" in text_of(client.get(f"{address}code/"))
        code = re.search(r"\b\d{6}\b", mailoutbox[-1].body)[0]
        wrong = f"{(int(code) + 1) % 1_000_000:06}"
        response = client.post(f"{address}code/", {"code": wrong})
        assert response.status_code == 400
        assert "vérifiez les six chiffres" in text_of(response)
        assert client.post(f"{address}code/", {"code": ""}).status_code == 400
        assert "p•••@exemple.fr" in text_of(client.get(address))
        response = client.post(f"{address}code/", {"send": "1"})
        assert response.status_code == 200
        assert "Un code vient de partir" in response.content.decode()
        assert client.post(f"{address}code/", {"code": code}).status_code == 302

    def test_somebody_elses_browser_gives_a_code_of_its_own(self, address, enter):
        enter(address)
        assert "p•••@exemple.fr" in text_of(Client().get(address))

    def test_gives_the_code_again_after_an_hour(self, address, enter):
        browser = enter(address)
        session = browser.session
        session["words"] = {key: timezone.now().isoformat() for key in session["words"]}
        session.save()
        assert "p•••@exemple.fr" in text_of(browser.get(address))

    def test_reads_what_is_missing_beside_what_was_typed(self, address, enter, answer):
        response = answer(enter(address), address, **{"claim-tenir-buvette": ""})
        assert response.status_code == 400
        assert "Choisissez une réponse pour chaque compétence" in text_of(response)
        assert "Avec &lt;soin&gt;." in response.content.decode()

    def test_signs_with_their_own_name(self, address, enter, answer):
        response = answer(enter(address), address, signed_as="Ada Éxemple")
        assert response.status_code == 400
        assert "sur sa propre mission" in text_of(response)

    def test_signs_nothing_else_than_what_was_read(self, address, enter, mission, ada):
        browser = enter(address)
        page = browser.get(address).content.decode()
        read = re.search(r'name="read" value="(\w+)"', page)[1]
        say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
        response = browser.post(address, ANSWER | {"read": read})
        assert response.status_code == 409
        assert "a été modifiée pendant que vous la lisiez" in text_of(response)
        assert Attestation.objects.get().state == "asked"

    def test_answers_once(self, address, enter, answer, client):
        browser = enter(address)
        answer(browser, address)
        for one in (browser, client):
            for page in (address, f"{address}code/"):
                response = one.get(page)
                assert response.status_code == 410
                assert "La réponse à cette demande est arrivée" in text_of(response)

    def test_comes_late(self, address, enter, client):
        browser = enter(address)
        change(expires_at=timezone.now())
        response = browser.post(address, ANSWER)
        assert response.status_code == 410
        assert "trente jours" in text_of(response)

    def test_is_told_that_it_was_closed_at_this_very_moment(self, address, enter, monkeypatch):
        from skills.refusals import LinkRefused
        from skills.rules.attestations import Link

        def closed(**said):
            raise LinkRefused(Link.WITHDRAWN)

        browser = enter(address)
        page = browser.get(address).content.decode()
        read = re.search(r'name="read" value="(\w+)"', page)[1]
        monkeypatch.setattr("skills.word_views.attest_mission", closed)
        response = browser.post(address, ANSWER | {"read": read})
        assert response.status_code == 410
        assert "a retiré sa demande" in text_of(response)

    def test_with_half_an_address_is_told_so(self, client, db):
        response = client.get(f"/parole/{uuid.uuid4().hex}/")
        assert response.status_code == 404
        assert "n’est pas complète" in text_of(response)

    def test_is_told_that_the_mission_is_gone(self, address, client, mission, ada):
        remove_mission(mission=mission, actor=ada)
        assert "a retiré sa demande" in text_of(client.get(address))

    def test_is_told_so_where_the_mission_went_by_itself(self, address, client, mission):
        Mission.objects.filter(pk=mission.pk).delete()
        assert "a retiré sa demande" in text_of(client.get(address))

    def test_is_told_that_the_account_is_closed(self, address, client, ada):
        forget_volunteer(person=ada)
        response = client.get(address)
        assert response.status_code == 410
        assert "a fermé son compte" in text_of(response)

    def test_is_never_the_volunteer(self, mine, address, client_of, linus):
        for response in (mine.get(address), mine.post(address, ANSWER), mine.get(f"{address}code/")):
            assert response.status_code == 403
            assert "personne n’atteste sa propre mission" in text_of(response)
        linus.email = "ada+deux@exemple.fr"
        linus.save()
        assert client_of(linus).get(address).status_code == 403

    def test_who_is_signed_in_by_chance_gives_the_code_too(self, client_of, linus, address, enter, answer):
        theirs = client_of(linus)
        assert "p•••@exemple.fr" in text_of(theirs.get(address))
        assert answer(enter(address, theirs), address).status_code == 302

    def test_a_mission_without_competencies_is_confirmed_alone(self, address, enter, answer, mission):
        mission.supports.all().delete()
        browser = enter(address)
        assert "Les compétences" not in text_of(browser.get(address))
        assert answer(browser, address).status_code == 302
        assert Attestation.objects.get().answers == []
