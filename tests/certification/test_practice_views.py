"""The pages of practice: the candidate's, and the tutor's who has no account."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from certification.actions.revoke_tutor_link import revoke_tutor_link
from certification.actions.send_tutor_link import send_tutor_link
from certification.models import Dossier, Practice, SchemeVersion, TutorLink
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

SAID = {
    "association_name": "Les Amis d’O’Brien-Éloïse",
    "association_rna": "w761234567",
    "association_address": "",
    "missions": "Tenir la <caisse>.",
    "starts_on": "2026-01-05",
    "ends_on": "2026-03-27",
    "days": "15",
    "tutor_name": "Paul Tuteur",
    "tutor_role": "Trésorier",
    "tutor_email": "paul@exemple.fr",
}
ANSWER = {"confirms": "yes", "days": "15", "appraisal": "Avec soin.", "signed_as": "Paul Tuteur"}


@pytest.fixture
def mine(ada, client_of):
    return client_of(ada)


@pytest.fixture
def page(opened):
    return f"/mon-parcours/dossiers/{opened.pk}/pratique/"


@pytest.fixture
def practice(mine, page):
    said = SAID | {"association_rna": "W761234567"}
    assert mine.post(f"{page}declarer/", said).status_code == 302
    return Practice.objects.get()


@pytest.fixture
def address(practice, ada, mailoutbox):
    send_tutor_link(practice=practice, actor=ada)
    return re.search(r"/tuteur/[\w-]+/", mailoutbox[-1].body)[0]


class TestTheCandidate:
    def test_opens_a_dossier_where_more_than_modules_is_asked_for(self, practical, ada, mine):
        address = "/mon-parcours/certificats/gestion/"
        assert "Ouvrir mon dossier" in text_of(mine.get(address))
        response = mine.post(f"{address}ouvrir/", follow=True)
        assert "Votre dossier est ouvert" in response.content.decode()
        assert "Rien ne presse" in text_of(response)
        mine.post(f"{address}ouvrir/")
        assert Dossier.objects.count() == 1
        assert mine.post("/mon-parcours/certificats/inconnu/ouvrir/").status_code == 404

    @pytest.mark.parametrize(
        "state",
        "theory practice exemption_requested complete more_info jury adjourned partial appealed withdrawn".split(),
    )
    def test_every_state_has_its_words(self, opened, mine, state):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE certification_dossier SET state = %s", [state])
        response = mine.get("/mon-parcours/certificats/gestion/")
        assert response.status_code == 200

    def test_declares_and_asks_in_one_go(self, mine, page, mailoutbox):
        response = mine.post(
            f"{page}declarer/", SAID | {"association_rna": "W761234567", "send": "1"}, follow=True
        )
        assert "Confirmation demandée" in text_of(response)
        assert mailoutbox[-1].to == ["paul@exemple.fr"]

    def test_reads_what_is_wrong_beside_what_was_typed(self, mine, page):
        response = mine.post(
            f"{page}declarer/", SAID | {"tutor_email": "ada+x@exemple.fr", "association_rna": ""}
        )
        assert response.status_code == 400
        assert "autre personne que vous" in text_of(response)
        assert "O’Brien-Éloïse" in response.content.decode()
        response = mine.post(f"{page}declarer/", SAID | {"association_rna": "12", "ends_on": "demain"})
        assert response.status_code == 400
        assert "W761234567" in text_of(response)
        assert Practice.objects.count() == 0

    def test_changes_and_removes(self, mine, practice, page):
        own = f"/mon-parcours/pratique/{practice.pk}/"
        assert 'value="2026-01-05"' in mine.get(own).content.decode()
        changed = SAID | {"days": "20", "association_rna": ""}
        assert "20 jours déclarés" in text_of(mine.post(own, changed, follow=True))
        assert mine.post(own, changed | {"days": "300"}).status_code == 400
        assert "La période est retirée" in mine.post(f"{own}retrait/", follow=True).content.decode()
        assert "Les Amis" not in text_of(mine.get(page))
        assert mine.get(own).status_code == 404

    def test_sends_another_link_or_withdraws_it(self, mine, practice, address):
        own = f"/mon-parcours/pratique/{practice.pk}/lien/"
        assert "Confirmation demandée" in text_of(mine.post(own, follow=True))
        assert "n’a pas encore reçu de demande" in text_of(mine.post(f"{own}retrait/", follow=True))
        mine.post(own)
        assert "réessayez demain" in mine.post(own, follow=True).content.decode()

    def test_sees_that_a_link_expired(self, mine, page, address):
        TutorLink.objects.update(expires_at=timezone.now() - timedelta(days=1))
        assert "Lien expiré" in text_of(mine.get(page))

    def test_reads_the_tutors_word(self, mine, page, address, client):
        client.post(address, ANSWER | {"appraisal": "<b>Avec soin</b>"})
        response = mine.get(page)
        assert "15 jours confirmés par Paul Tuteur" in text_of(response)
        assert b"&lt;b&gt;Avec soin" in response.content

    def test_what_is_closed_is_only_read(self, mine, page, practice, opened):
        mine.post(f"/mon-parcours/dossiers/{opened.pk}/retrait/")
        assert "Retirer cette période" not in text_of(mine.get(page))
        own = f"/mon-parcours/pratique/{practice.pk}/"
        assert "en cours de lecture, ou fermé" in mine.post(f"{own}retrait/", follow=True).content.decode()

    def test_others_find_nothing(self, practice, page, linus, marie, client, client_of):
        own = f"/mon-parcours/pratique/{practice.pk}/"
        for person in (linus, marie):
            theirs = client_of(person)
            assert theirs.get(page).status_code == theirs.get(own).status_code == 404
            assert theirs.get(f"{page}declarer/").status_code == 404
            for what in ("retrait/", "lien/", "lien/retrait/"):
                assert theirs.post(own + what).status_code == 404
        assert client.get(page).status_code == 302
        assert client_of(linus).get(f"{own}lien/").status_code == 405

    def test_a_certificate_without_practice_has_no_such_page(self, dossier, mine):
        for what in ("", "declarer/"):
            assert mine.get(f"/mon-parcours/dossiers/{dossier.pk}/pratique/{what}").status_code == 404

    def test_the_page_costs_the_same_for_ten_periods(
        self, mine, page, practice, django_assert_max_num_queries
    ):
        for number in range(9):
            Practice.objects.create(
                dossier=practice.dossier,
                association_name=f"Association {number}",
                missions="…",
                starts_on=practice.starts_on,
                ends_on=practice.ends_on,
                days=1,
                tutor_name="P",
                tutor_role="T",
                state="asked" if number else "declared",
            )
        mine.get(page)
        with django_assert_max_num_queries(8):
            mine.get(page)


class TestSending:
    def test_a_dossier_that_has_everything_is_sent(self, complete, mine):
        assert "Envoyer mon dossier" in text_of(mine.get("/mon-parcours/certificats/gestion/"))
        response = mine.post(f"/mon-parcours/dossiers/{complete.pk}/envoi/", follow=True)
        assert "Votre dossier est envoyé" in response.content.decode()
        complete.refresh_from_db()
        assert complete.state == "submitted"
        response = mine.post(f"/mon-parcours/dossiers/{complete.pk}/envoi/", follow=True)
        assert "déjà envoyé" in response.content.decode()

    def test_by_nobody_else(self, complete, linus, client_of):
        assert client_of(linus).post(f"/mon-parcours/dossiers/{complete.pk}/envoi/").status_code == 404


class TestTheTutor:
    def test_reads_what_is_asked_and_answers_once(self, address, client):
        response = client.get(address)
        text = text_of(response)
        assert response.status_code == 200
        for said in ("Avez-vous accompagné Ada Exemple ?", "Les Amis d’O’Brien-Éloïse", "Tenir la <caisse>."):
            assert said in text.replace("&lt;", "<").replace("&gt;", ">")
        assert "noindex" in response["X-Robots-Tag"] and "no-store" in response["Cache-Control"]
        assert 'value="15"' in response.content.decode()
        response = client.post(address, ANSWER | {"days": "14"}, follow=True)
        assert "Merci" in text_of(response)
        assert Practice.objects.get().confirmed_days == 14

        again = client.get(address)
        assert again.status_code == client.post(address, ANSWER).status_code == 410
        assert "Votre réponse est bien arrivée" in text_of(again)
        assert "Ada" not in again.content.decode()

    def test_reads_what_is_wrong(self, address, client):
        response = client.post(address, ANSWER | {"days": "200"})
        assert response.status_code == 400
        assert "plus de jours de pratique" in text_of(response)
        assert client.post(address, {}).status_code == 400
        assert client.post(address, ANSWER | {"signed_as": "a\x00b"}).status_code == 400
        assert Practice.objects.get().state == "asked"

    def test_answers_on_each_skill(self, address, client, practical):
        asked = practical.requirements | {"skills": ["Tenir un budget"]}
        SchemeVersion.objects.filter(pk=practical.pk).update(requirements=asked)
        assert "Tenir un budget" in text_of(client.get(address))
        assert "Choisissez une réponse" in text_of(client.post(address, ANSWER))
        client.post(address, ANSWER | {"skill-0": "partly"})
        assert Practice.objects.get().seen_skills[0]["words"] == "En partie"

    def test_comes_too_late(self, address, client):
        TutorLink.objects.update(expires_at=timezone.now())
        response = client.get(address)
        assert response.status_code == client.post(address, ANSWER).status_code == 410
        assert "a expiré" in text_of(response)
        assert "Ada" not in response.content.decode()

    def test_has_a_link_that_was_withdrawn(self, address, client, practice, ada):
        practice.refresh_from_db()
        revoke_tutor_link(practice=practice, actor=ada)
        assert client.get(address).status_code == 410

    def test_mistypes_the_address(self, address, client):
        response = client.get(address[:-3] + "/")
        assert response.status_code == 404
        assert "n’est pas complète" in text_of(response)

    def test_is_not_the_candidate(self, address, mine):
        response = mine.get(address)
        assert response.status_code == 200
        assert "Cette page est pour votre tuteur" in text_of(response)
        assert "<textarea" not in text_of(response)
        assert mine.post(address, ANSWER).status_code == 403
        assert Practice.objects.get().state == "asked"

    def test_looking_writes_nothing(self, address, client):
        before = TutorLink.objects.values().get()
        client.get(address)
        assert TutorLink.objects.values().get() == before
