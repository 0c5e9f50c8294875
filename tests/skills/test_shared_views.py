"""Pages shared by a link: chosen by their owner, read by whoever has the address, light, and closed at once."""

import re
import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from skills.actions.add_evidence import Shown, add_evidence
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.say_story import Story, say_story
from skills.models import Claim, Evidence, SharedPage, SharedPageLink
from skills.rules.sharing import MOST_BYTES, weight
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

HERE = "/mes-acquis/partages/"


@pytest.fixture
def mine(ada, client_of, mission):
    return client_of(ada)


@pytest.fixture
def said(mission):
    claims = [one.pk for one in Claim.objects.all()]
    return {
        "missions": [mission.pk],
        "claims": claims,
        "own_words": "on",
        "name": "initials",
        "days": "30",
        "label": "La mairie",
    }


def address_in(response) -> str:
    """The path of the address that the answer tells."""
    return re.search(r"https?://[^/]+(/partage/[\w-]{40,}/)", response.content.decode())[1]


@pytest.fixture
def address(mine, said) -> str:
    return address_in(mine.post(f"{HERE}nouveau/", said))


class TestTheOwner:
    def test_finds_the_way_from_their_space(self, mine):
        assert f'href="{HERE}"' in mine.get("/mes-acquis/").content.decode()
        assert "aucune page" in text_of(mine.get(HERE))

    def test_ticks_what_is_shown_and_nothing_is_ticked_before(self, mine, mission, ada):
        add_evidence(mission=mission, actor=ada, shown=Shown("words", "Un mot", text="Merci"))
        page = mine.get(f"{HERE}nouveau/").content.decode()
        boxes = re.findall(r'<input type="checkbox"[^>]*>', page)
        assert [one for one in boxes if "checked" in one and "own_words" not in one] == []
        assert len(boxes) == 1 + 2 + 1 + 1
        assert re.search(r'value="initials"[^>]*checked', page)
        assert "Initiales : A. E." in text_of(mine.get(f"{HERE}nouveau/")).replace("\u00a0", " ")

    def test_reads_the_address_once(self, mine, said):
        response = mine.post(f"{HERE}nouveau/", said)
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        secret = address_in(response).split("/")[2]
        assert SharedPageLink.objects.by_secret(secret)
        page = SharedPage.objects.get()
        for elsewhere in (HERE, f"{HERE}{page.pk}/"):
            assert secret not in mine.get(elsewhere).content.decode()
        assert "La mairie" in text_of(mine.get(HERE))
        assert "sous le nom A. E." in text_of(mine.get(f"{HERE}{page.pk}/")).replace("\u00a0", " ")

    def test_shares_one_page_by_one_form(self, mine, said):
        said |= {"token": str(uuid.uuid4())}
        mine.post(f"{HERE}nouveau/", said)
        response = mine.post(f"{HERE}nouveau/", said, follow=True)
        assert "déjà partagée" in response.content.decode()
        assert SharedPage.objects.count() == 1

    @pytest.mark.parametrize(
        ("wrong", "why"),
        [
            ({"missions": [], "claims": []}, "Cochez ce que vous montrez"),
            ({"missions": [0]}, "dans vos acquis"),
            ({"days": "365"}, "choix valide"),
            ({"name": ""}, "Champ requis"),
        ],
    )
    def test_reads_what_is_wrong(self, mine, said, wrong, why):
        response = mine.post(f"{HERE}nouveau/", said | wrong)
        assert response.status_code == 400
        assert why in text_of(response)
        assert not SharedPage.objects.exists()

    def test_closes_it(self, mine, address):
        own = f"{HERE}{SharedPage.objects.get().pk}/"
        assert "La page est fermée" in mine.post(f"{own}fermeture/", follow=True).content.decode()
        assert "déjà fermée" in mine.post(f"{own}fermeture/", follow=True).content.decode()
        assert "Personne ne la lit plus" in text_of(mine.get(own))
        assert "est fermée : " in mine.post(f"{own}adresse/", follow=True).content.decode().replace(
            "\u00a0", " "
        )

    def test_makes_another_address(self, mine, address):
        response = mine.post(f"{HERE}{SharedPage.objects.get().pk}/adresse/")
        other = address_in(response)
        assert Client().get(other).status_code == 200
        response = Client().get(address)
        assert response.status_code == 410
        assert "une autre adresse" in text_of(response)

    def test_is_the_only_one(self, mine, address, client_of, linus, client):
        own = f"{HERE}{SharedPage.objects.get().pk}/"
        for path, method in ((own, "get"), (f"{own}adresse/", "post"), (f"{own}fermeture/", "post")):
            assert getattr(client_of(linus), method)(path).status_code == 404
            assert "/connexion/" in getattr(client, method)(path)["Location"]
        assert mine.get(f"{own}fermeture/").status_code == 405
        assert "La mairie" not in text_of(client_of(linus).get(HERE))
        assert "rien à partager" in text_of(client_of(linus).get(f"{HERE}nouveau/"))


class TestWhoHasTheAddress:
    def test_reads_what_was_chosen_and_whose_word_it_is(self, mine, said, client, give):
        first = address_in(mine.post(f"{HERE}nouveau/", said))
        give()
        assert "Déclaré par la personne" in text_of(client.get(first))
        again = address_in(mine.post(f"{HERE}nouveau/", said))
        text = text_of(client.get(again)).replace("\u00a0", " ")
        for words in (
            "A. E.",
            "Accueil du festival",
            "Les Nuits de Valmont",
            "Juillet 2026, 24 heures",
            "J’ai accueilli le public",
            "Niveau 3 sur 4 : en autonomie",
            "Attestée par l’association le",
            "ni un certificat, ni un diplôme",
        ):
            assert words in text, words
        for hidden in ("Exemple", "Paul Martin", "La mairie"):
            assert hidden not in text, hidden

    def test_is_told_nothing_that_stays(self, address, client):
        response = client.get(address)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        page = response.content.decode()
        assert 'content="noindex' in page
        fetched = re.findall(r'(?:src|srcset|data|action)="([^"]*)"|<link[^>]*href="([^"]*)"', page)
        assert all(one.startswith(("/", "#")) for pair in fetched for one in pair if one)
        assert client.post(address).status_code == 405

    def test_costs_three_queries_at_most_and_25_kilobytes(self, mine, said, mission, ada, address, client):
        story = Story("<é> " * 550, "&" * 100, "")
        say_story(mission=mission, actor=ada, story=story)
        for number in range(9):
            add_evidence(mission=mission, actor=ada, shown=Shown("words", f"Mot {number}", text="Bien."))
        said |= {"evidence": [one.pk for one in Evidence.objects.all()]}
        heavy = address_in(mine.post(f"{HERE}nouveau/", said))
        assert MOST_BYTES * 0.8 < weight(SharedPage.objects.first().shown) <= MOST_BYTES
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(heavy)
        assert len(queries) <= 3, [one["sql"] for one in queries]
        assert len(response.content) <= 25_000, len(response.content)

    def test_many_short_lines_weigh_no_more(self, ada, client):
        shown = {
            "shape": 1,
            "name": "A. E.",
            "on": "2026-11-27",
            "missions": [],
            "domains": [
                {
                    "title": "D",
                    "competencies": [
                        {
                            "title": "x",
                            "level": 1,
                            "level_words": "w",
                            "framework": "f",
                            "missions": [],
                            "trust": "attested",
                            "trust_words": "attested",
                        }
                    ],
                }
            ],
        }
        one = shown["domains"][0]
        while weight(shown | {"domains": [*shown["domains"], one]}) <= MOST_BYTES:
            shown["domains"].append(one)
        page = SharedPage.objects.create(
            volunteer=ada, token=uuid.uuid4(), shown=shown, expires_at=timezone.now() + timedelta(days=1)
        )
        SharedPageLink.objects.create(page=page, secret_hash=SharedPageLink.hash_of("x"))
        size = len(client.get("/partage/x/").content)
        assert size <= 25_000

    def test_is_told_why_it_is_closed(self, address, mine, client, ada, mission):
        page = SharedPage.objects.get()
        made = timezone.now() - timedelta(days=31)
        SharedPage.objects.update(made_at=made, expires_at=made + timedelta(days=30))
        response = client.get(address)
        assert response.status_code == 410
        assert "pour un temps" in text_of(response)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        mine.post(f"{HERE}{page.pk}/fermeture/")
        SharedPage.objects.update(expires_at=timezone.now() + timedelta(days=30))
        mine.post(f"{HERE}{page.pk}/fermeture/")
        response = client.get(address)
        assert (response.status_code, "l’a fermée" in text_of(response)) == (410, True)
        forget_volunteer(person=ada)
        response = client.get(address)
        assert (response.status_code, "l’a fermée" in text_of(response)) == (410, True)
        assert client.get("/partage/inconnue/").status_code == 404
