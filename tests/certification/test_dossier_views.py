"""The pages where a candidate completes, signs and sends their dossier, asks for more, appeals."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from certification.actions.decide_dossier import decide_dossier
from certification.actions.withdraw import withdraw
from certification.models import Dossier, Exemption

pytestmark = pytest.mark.django_db


def text_of(response) -> str:
    main = response.content.decode().partition("<body")[2]
    return " ".join(re.sub(r"<[^>]+>", " ", main).replace("\u00a0", " ").split())


@pytest.fixture
def mine(ada, client_of):
    return client_of(ada)


def test_one_tells_what_is_asked_and_only_that(opened, mine):
    address = f"/mon-parcours/dossiers/{opened.pk}/informations/"
    assert "date de naissance" in text_of(mine.get(address)).casefold()
    assert mine.post(address, {"birth_date": ""}).status_code == 400
    response = mine.post(address, {"birth_date": "2099-01-01", "association_name": "O’Brien"})
    assert response.status_code == 400
    assert "Vérifiez l’année" in text_of(response)
    said = {
        "birth_date": "1990-05-01",
        "association_name": "Les <Amis>",
        "association_rna": "",
        "reason": "x",
    }
    assert "Vos réponses sont gardées" in text_of(mine.post(address, said, follow=True))
    opened.refresh_from_db()
    assert (opened.association_name, opened.reason, opened.state) == ("Les <Amis>", "", "registered")
    assert b"Les &lt;Amis&gt;" in mine.get(address).content


def test_one_signs_a_whole_record(opened, mine, ada, module, finish, give):
    address = "/mon-parcours/certificats/gestion/livret/"
    sign = f"/mon-parcours/dossiers/{opened.pk}/signature/"
    assert "quand tout le reste y sera" in text_of(mine.post(sign, follow=True))
    finish(ada, module)
    give(opened, "birth_date", "practice")
    assert "Signer mon livret" in text_of(mine.get(address))
    assert "Votre livret est signé" in text_of(mine.post(sign, follow=True))
    text = text_of(mine.get(address))
    assert "Vous avez signé ce livret le" in text
    assert "Signer mon livret" not in text


def test_one_asks_to_be_exempted_and_thinks_better_of_it(opened, mine, give):
    give(opened, "birth_date")
    address = f"/mon-parcours/dossiers/{opened.pk}/dispense/"
    assert mine.post(address, {"grounds": ""}).status_code == 200
    response = mine.post(address, {"grounds": "Dix ans <chez> O’Brien-Éloïse"}, follow=True)
    assert "Votre demande est bien arrivée" in text_of(response)
    assert b"Dix ans &lt;chez&gt;" in response.content
    assert "Dispense demandée" in text_of(mine.get("/mon-parcours/certificats/gestion/"))
    assert "Votre demande est retirée" in text_of(mine.post(f"{address}retrait/", follow=True))
    assert Exemption.objects.get().state == "withdrawn"


def test_one_appeals_a_refusal_once(dossier, mine, val):
    decide_dossier(dossier=dossier, actor=val, verdict="refuse", reason="Il manque une pièce.")
    address = f"/mon-parcours/dossiers/{dossier.pk}/recours/"
    assert address in mine.get("/mon-parcours/certificats/bases/").content.decode()
    assert "Il manque une pièce." in text_of(mine.get(address))
    assert "recours est bien arrivé" in text_of(mine.post(address, {"grounds": "Elle y est."}, follow=True))
    response = mine.post(address, {"grounds": "Encore."})
    assert response.status_code == 400
    assert "délai de recours est passé" in text_of(response)
    assert Dossier.objects.get(pk=dossier.pk).state == "appealed"


@pytest.mark.parametrize("page", ["informations/", "dispense/", "recours/"])
def test_pages_are_their_candidates_own(opened, page, linus, marie, client, client_of):
    address = f"/mon-parcours/dossiers/{opened.pk}/{page}"
    for person in (linus, marie):
        assert client_of(person).get(address).status_code == 404
        assert client_of(person).post(address, {"grounds": "x"}).status_code == 404
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("act", ["signature/", "dispense/retrait/"])
def test_acts_are_their_candidates_own(opened, act, linus, client_of):
    address = f"/mon-parcours/dossiers/{opened.pk}/{act}"
    assert client_of(linus).post(address).status_code == 404
    assert client_of(linus).get(address).status_code == 405


def test_what_a_scheme_does_not_ask_has_no_page(dossier, mine):
    for page in ("informations/", "dispense/"):
        assert mine.get(f"/mon-parcours/dossiers/{dossier.pk}/{page}").status_code == 404


class TestNoVersionInForce:
    PAGE = "/mon-parcours/certificats/gestion/"

    @pytest.fixture
    def ended(self, opened, practical):
        """Ada's dossier, whose version ended yesterday; no other followed it."""
        practical.effective_until = timezone.localdate() - timedelta(days=1)
        practical.save(update_fields=["effective_until"])
        return opened

    def test_who_has_a_dossier_goes_on_with_it(self, ended, mine, ada, module, finish, give):
        text = text_of(mine.get(self.PAGE))
        assert "elles restent les vôtres" in text
        assert "date de naissance" in text
        assert "Livret de formation" in text_of(mine.get(f"{self.PAGE}livret/"))
        assert self.PAGE in mine.get("/mon-parcours/").content.decode()
        finish(ada, module)
        give(ended, "birth_date", "practice", "countersignature")
        assert "Envoyer mon dossier" in text_of(mine.get(self.PAGE))
        mine.post(f"/mon-parcours/dossiers/{ended.pk}/envoi/")
        ended.refresh_from_db()
        assert ended.state == "submitted"

    def test_a_closed_one_is_read_and_no_other_is_begun(self, ended, mine, ada):
        withdraw(dossier=ended, actor=ada)
        response = mine.get(self.PAGE)
        text = text_of(response)
        assert "ne prend pas de nouveau dossier" in text
        assert "Ouvrir mon dossier" not in text
        assert self.PAGE not in mine.get("/mon-parcours/").content.decode()

    def test_nobody_else_finds_it(self, ended, linus, marie, client_of, other_house):
        for person in (linus, marie):
            assert client_of(person).get(self.PAGE).status_code == 404
            assert client_of(person).get(f"{self.PAGE}livret/").status_code == 404
        assert client_of(ended.candidate).get(self.PAGE, HTTP_HOST="brenne.example").status_code == 404
