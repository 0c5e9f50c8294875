"""The pages of one's own data: seen, copied, closed; nobody else's."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from accounts.actions.ask_archive import ask_archive
from accounts.actions.make_archive import make_archive
from accounts.models import Archive, User
from tests.pages import main_text_of as text_of

PASSWORD = "une-phrase-de-passe"
TYPED = {"word": " Fermer  mon compte", "password": PASSWORD}


@pytest.fixture
def mine(zoe, client_of, house):
    return client_of(zoe)


@pytest.fixture
def ready(zoe, monkeypatch) -> Archive:
    monkeypatch.setattr("accounts.actions.ask_archive.async_task", lambda *args: None)
    archive = ask_archive(person=zoe)
    assert make_archive(archive=archive)
    return archive


class TestPage:
    def test_it_says_what_is_held_and_how_long(self, mine):
        said = text_of(mine.get("/mes-donnees/"))
        assert "Vos adresses de courriel" in said
        assert "Tant que votre compte est ouvert" in said
        assert "Demander une copie" in said

    def test_it_costs_a_fixed_few_queries(self, ada, client_of, django_assert_max_num_queries):
        browser = client_of(ada)
        for address in ("/mes-donnees/", "/mes-donnees/fermer/"):
            browser.get(address)
            with django_assert_max_num_queries(12):
                browser.get(address)

    def test_a_visitor_signs_in_first(self, house, client_of):
        for address in ("/mes-donnees/", "/mes-donnees/fermer/", "/mes-donnees/copie/x.zip"):
            assert client_of().get(address).url.startswith("/compte/connexion/")
        assert client_of().post("/mes-donnees/copie/").url.startswith("/compte/connexion/")

    def test_it_only_shows(self, mine):
        assert mine.post("/mes-donnees/").status_code == 405
        assert mine.get("/mes-donnees/copie/").status_code == 405
        assert mine.post("/mes-donnees/copie/x.zip").status_code == 405

    def test_the_account_leads_there(self, mine):
        assert "/mes-donnees/" in mine.get("/compte/").content.decode()


class TestCopy:
    def test_it_is_asked_for_and_seen_on_its_way(self, mine, zoe, monkeypatch):
        monkeypatch.setattr("accounts.actions.ask_archive.async_task", lambda *args: None)
        page = mine.post("/mes-donnees/copie/", follow=True)
        assert "se prépare" in text_of(page)
        assert "<progress" in page.content.decode()
        assert "Demander une copie" not in text_of(page)
        assert Archive.objects.get().person == zoe

    def test_its_person_downloads_it(self, mine, ready):
        assert "Télécharger ma copie" in text_of(mine.get("/mes-donnees/"))
        answer = mine.get(f"/mes-donnees/copie/{ready.token}.zip")
        assert answer["Content-Type"] == "application/zip"
        assert "private, no-store" in answer["Cache-Control"]
        assert f"mes-donnees-{timezone.localdate():%Y-%m-%d}.zip" in answer["Content-Disposition"]
        assert b"".join(answer.streaming_content).startswith(b"PK")

    def test_anybody_else_finds_nothing(self, ready, client_of, linus, marie):
        for person in (linus, marie):
            assert client_of(person).get(f"/mes-donnees/copie/{ready.token}.zip").status_code == 404

    @pytest.mark.parametrize(
        "gone", [{"expires_at": timezone.now()}, {"file_name": "gone"}, {"state": "asked"}]
    )
    def test_past_its_time_it_says_so(self, mine, ready, gone):
        Archive.objects.update(**gone)
        page = mine.get(f"/mes-donnees/copie/{ready.token}.zip", follow=True)
        assert page.redirect_chain
        assert "Demandez-en une autre" in text_of(page)


class TestClosing:
    def test_it_says_what_goes_and_what_stays_before_anything(self, mine):
        said = text_of(mine.get("/mes-donnees/fermer/"))
        assert "Effacé tout de suite" in said
        assert "Gardé, pourquoi et jusqu’à quand" in said
        assert "30 ans" in said

    def test_it_closes_signs_out_and_says_so(self, mine, zoe):
        page = mine.post("/mes-donnees/fermer/", TYPED, follow=True)
        assert page.redirect_chain[-1][0] == "/mes-donnees/ferme/"
        assert "Votre compte est fermé" in text_of(page)
        assert "_auth_user_id" not in mine.session
        assert User.objects.get(pk=zoe.pk).erased_at
        assert mine.post("/mes-donnees/fermer/", TYPED).url.startswith("/compte/connexion/")

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"word": "oui"}, "Écrivez « fermer mon compte »"),
            ({"word": ""}, "Écrivez « fermer mon compte »"),
            ({"password": "faux"}, "pas votre mot de passe"),
            ({"password": ""}, "Écrivez votre mot de passe"),
        ],
    )
    def test_what_is_mistyped_is_said_and_nothing_happens(self, mine, zoe, typed, said):
        page = mine.post("/mes-donnees/fermer/", TYPED | typed)
        assert page.status_code == 422
        assert said in text_of(page)
        assert User.objects.get(pk=zoe.pk).erased_at is None

    def test_the_last_manager_reads_what_comes_first(self, team, marie, client_of):
        browser = client_of(marie)
        assert "Pas encore" in text_of(browser.get("/mes-donnees/fermer/"))
        page = browser.post("/mes-donnees/fermer/", TYPED)
        assert page.status_code == 422
        assert "la seule personne à gérer" in text_of(page)
        assert User.objects.get(pk=marie.pk).is_active

    def test_without_a_password_a_fresh_sign_in_does(self, mine, zoe):
        zoe.set_unusable_password()
        zoe.save()
        mine.force_login(zoe)
        assert (
            'name="password"' not in mine.get("/mes-donnees/fermer/").content.decode().partition("<main")[2]
        )
        for entered in (None, timezone.now() - timedelta(hours=1)):
            User.objects.filter(pk=zoe.pk).update(last_login=entered)
            assert "reconnectez-vous" in text_of(mine.post("/mes-donnees/fermer/", TYPED))
        User.objects.filter(pk=zoe.pk).update(last_login=timezone.now())
        assert mine.post("/mes-donnees/fermer/", TYPED).url == "/mes-donnees/ferme/"

    def test_passwords_are_not_tried_for_ever(self, mine, settings):
        cache.clear()
        answers = [mine.post("/mes-donnees/fermer/", TYPED | {"password": "faux"}) for _each in range(12)]
        assert answers[-1].status_code == 429

    def test_the_last_page_is_anybodys(self, house, client_of):
        assert client_of().get("/mes-donnees/ferme/").status_code == 200
