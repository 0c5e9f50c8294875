"""An account, from the form to the confirmed address; what is refused, and what is not told."""

import re
import threading
from contextlib import suppress

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User

SIGN_UP = "/compte/inscription/"
PASSWORD = "une-phrase-de-passe"


def sign_up(client, **answers):
    answers = {
        "display_name": "Zoé Martin",
        "email": "zoe.martin@exemple.fr",
        "password1": PASSWORD,
    } | answers
    return client.post(SIGN_UP, answers)


def link_in(message) -> str:
    return re.search(r"https?://[^/\s]+(/compte/\S+)", message.body)[1]


@pytest.mark.django_db(transaction=True)
def test_a_double_click_on_sign_up_makes_one_account_and_no_fault(house, monkeypatch):
    both, real = threading.Barrier(2, timeout=10), MD5PasswordHasher.encode

    def encode(*given):
        # Both have looked for the address by now, and found it free.
        with suppress(threading.BrokenBarrierError):
            both.wait()
        return real(*given)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    answers = []

    def click() -> None:
        try:
            answers.append(sign_up(Client(raise_request_exception=False)))
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert User.objects.count() == EmailAddress.objects.count() == 1


class TestSignUp:
    def test_from_the_form_to_the_confirmed_address(self, house, client, mailoutbox):
        response = sign_up(client)
        assert response.url == reverse("account_email_verification_sent") == "/compte/courriel-envoye/"
        (message,) = mailoutbox
        assert message.to == ["zoe.martin@exemple.fr"]
        assert message.subject == "Encore un pas pour ouvrir votre compte"
        assert "Maison des associations de Valmont" in message.body
        link = link_in(message)
        assert link.startswith("/compte/confirmer/")

        page = client.get(link)
        assert "zoe.martin@exemple.fr" in page.content.decode()
        assert not EmailAddress.objects.get().verified, "a GET confirms nothing"
        assert client.post(link).status_code == 302
        assert EmailAddress.objects.get().verified
        assert client.get("/compte/").status_code == 200, "and one is signed in"

    def test_before_the_address_is_confirmed_nobody_signs_in(self, house, client, mailoutbox):
        sign_up(client)
        response = client.post("/compte/connexion/", {"login": "zoe.martin@exemple.fr", "password": PASSWORD})
        assert response.url.startswith("/compte/courriel-envoye/")
        assert client.get("/compte/").status_code == 302

    def test_a_used_address_is_told_to_its_owner_alone(self, house, client, zoe, mailoutbox):
        fresh, used = sign_up(client), sign_up(client, email="ZOE@exemple.fr")
        assert (used.status_code, used.url) == (fresh.status_code, fresh.url)
        assert User.objects.filter(email="zoe@exemple.fr").count() == 1
        told = mailoutbox[-1]
        assert told.to == ["zoe@exemple.fr"]
        assert told.subject == "Vous avez déjà un compte"
        assert "/compte/mot-de-passe/oublie/" in told.body
        zoe.refresh_from_db()
        assert zoe.display_name == "Zoé O’Brien-Éloïse"

    def test_a_used_address_takes_the_work_of_a_new_one(self, house, client, zoe, monkeypatch):
        # Hashing a password is nearly all the time that a sign-up takes: without it the clock would tell.
        hashed = []
        real = MD5PasswordHasher.encode
        monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *given: hashed.append(given) or real(*given))
        sign_up(client, email="zoe@exemple.fr")
        used, hashed[:] = len(hashed), []
        sign_up(client, email="neuve@exemple.fr")
        assert used == len(hashed) == 1

    def test_a_whole_room_that_signs_up_at_once_is_asked_to_wait_in_words(self, house, client, settings):
        settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
        sign_up(client)
        response = sign_up(client, email="autre@exemple.fr")
        assert response.status_code == 429
        assert "Patientez une minute" in response.content.decode()

    @pytest.mark.parametrize("name", ["O'Brien-Éloïse", "Zoé 🐝", "  Ada   Lovelace "])
    def test_names_are_kept_as_people_write_them(self, house, client, name):
        sign_up(client, display_name=name)
        assert User.objects.get().display_name == " ".join(name.split())

    def test_a_name_of_five_thousand_characters_is_a_clear_error(self, house, client):
        response = sign_up(client, display_name="x" * 5000)
        page = response.content.decode()
        assert response.status_code == 200
        assert "Votre nom est trop long\u00a0: 150 caractères au plus." in page
        assert 'href="#id_display_name"' in page
        assert 'aria-invalid="true"' in page
        assert not User.objects.exists()

    @pytest.mark.parametrize(
        ("answers", "words"),
        [
            ({"display_name": ""}, "Écrivez votre nom."),
            ({"display_name": "Ada\x07"}, "invisible"),
            ({"display_name": "12345"}, "au moins une lettre"),
            ({"email": "pas-une-adresse"}, "adresse complète"),
            ({"email": ""}, "Écrivez votre adresse"),
            ({"password1": ""}, "Choisissez un mot de passe."),
            ({"password1": "court"}, "trop court"),
            ({"password1": "motdepasse"}, "trop courant"),
            ({"password1": "zoe.martin@exemple.fr"}, "semblable"),
        ],
    )
    def test_what_is_missing_or_weak_is_said(self, house, client, answers, words):
        response = sign_up(client, **answers)
        assert words in response.content.decode()
        assert not User.objects.exists()

    def test_markup_in_a_name_is_text(self, house, client, zoe):
        zoe.display_name = "<script>alert(1)</script>"
        zoe.save()
        client.force_login(zoe)
        assert "<script>alert(1)" not in client.get("/compte/").content.decode()

    def test_a_link_used_or_invented_says_what_to_do(self, house, client):
        page = client.get("/compte/confirmer/invente:abc/")
        assert "plus valable" in page.content.decode()

    def test_it_asks_each_thing_with_the_browser_s_help(self, client, house):
        page = client.get(SIGN_UP).content.decode()
        for attribute in ('autocomplete="name"', 'autocomplete="email"', 'autocomplete="new-password"'):
            assert attribute in page


class TestSignIn:
    def test_one_goes_where_one_was_going(self, house, client, zoe):
        response = client.post(
            "/compte/connexion/?next=/verifier/",
            {"login": "zoe@exemple.fr", "password": PASSWORD, "next": "/verifier/"},
        )
        assert response.url == "/verifier/"

    def test_who_works_for_the_house_goes_to_work(self, house, client, zoe):
        zoe.is_staff = True
        zoe.save()
        response = client.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": PASSWORD})
        assert response.url == "/admin/"

    def test_nobody_is_sent_to_another_site(self, house, client, zoe):
        response = client.post(
            "/compte/connexion/",
            {"login": "zoe@exemple.fr", "password": PASSWORD, "next": "https://ailleurs.example/"},
        )
        assert response.url == "/mon-parcours/"

    def test_the_session_gets_a_new_key(self, house, client, zoe):
        session = client.session
        session["read"] = ["x"]
        session.save()
        before = session.session_key
        client.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": PASSWORD})
        assert client.session.session_key != before
        assert client.session["read"] == ["x"], "what was read is claimed"

    def test_a_wrong_password_and_an_unknown_address_say_the_same(self, house, client, zoe):
        pages = [
            client.post("/compte/connexion/", {"login": login, "password": "autre-chose"}).content.decode()
            for login in ("zoe@exemple.fr", "personne@exemple.fr")
        ]
        assert all("ne convient pas" in page for page in pages)

    def test_the_sixth_wrong_password_is_kindly_refused_and_so_is_the_right_one(self, house, client, zoe):
        for _ in range(5):
            page = client.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": "autre-chose"})
            assert "Trop d’essais" not in page.content.decode()
        page = client.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": "autre-chose"})
        assert "Trop d’essais" in page.content.decode()
        page = client.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": PASSWORD})
        assert "Trop d’essais" in page.content.decode()

    def test_a_closed_account_does_not_come_in(self, house, client, zoe):
        zoe.is_active = False
        zoe.save()
        client.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": PASSWORD})
        assert client.get("/compte/").status_code == 302

    def test_signing_out_is_asked_on_a_get_and_done_on_a_post(self, house, client, zoe):
        client.force_login(zoe)
        assert "Vous déconnecter" in client.get("/compte/deconnexion/").content.decode()
        assert client.get("/compte/").status_code == 200
        assert client.post("/compte/deconnexion/").url == "/"
        assert client.get("/compte/").status_code == 302


class TestForgottenPassword:
    def test_a_link_serves_once(self, house, client, zoe, mailoutbox):
        client.post("/compte/mot-de-passe/oublie/", {"email": "zoe@exemple.fr"})
        link = link_in(mailoutbox[0])
        form = client.get(link, follow=True)
        action = form.redirect_chain[-1][0]
        assert "Choisissez un nouveau mot de passe" in form.content.decode()
        done = client.post(action, {"password1": "une-autre-phrase-longue"})
        assert done.url == "/compte/mot-de-passe/nouveau/fait/"
        zoe.refresh_from_db()
        assert zoe.check_password("une-autre-phrase-longue")
        assert "plus valable" in client.get(link, follow=True).content.decode()

    def test_an_unknown_address_gets_the_same_answer(self, house, client, zoe, mailoutbox):
        known = client.post("/compte/mot-de-passe/oublie/", {"email": "zoe@exemple.fr"})
        unknown = client.post("/compte/mot-de-passe/oublie/", {"email": "personne@exemple.fr"})
        assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
        assert mailoutbox[1].subject == "Aucun compte n’a cette adresse"


class TestEveryPage:
    @pytest.mark.parametrize(
        "name",
        [
            "account_login",
            "account_signup",
            "account_reset_password",
            "account_reset_password_done",
            "account_reset_password_from_key_done",
            "account_email_verification_sent",
            "account_inactive",
        ],
    )
    def test_a_visitor_s_pages_open_in_french_without_inline_code(self, house, client, name):
        page = client.get(reverse(name))
        html = page.content.decode()
        assert page.status_code == 200
        assert '<html lang="fr"' in html
        assert 'class="wrap narrow head"' in html, "in our frame, not allauth's"
        assert html.count("<h1>") == 1
        assert " style=" not in html
        assert not re.search(r"<script(?![^>]+src=)", html)

    @pytest.mark.parametrize(
        "name",
        [
            "accounts:profile",
            "account_email",
            "account_change_password",
            "account_reauthenticate",
            "account_logout",
        ],
    )
    def test_a_person_s_pages_open_for_them_and_send_a_visitor_to_sign_in(self, house, client_of, zoe, name):
        page = client_of(zoe).get(reverse(name), follow=True)
        assert page.status_code == 200
        assert 'class="wrap narrow head"' in page.content.decode()
        visitor = client_of().get(reverse(name))
        assert visitor.status_code == 302
        assert visitor.url == "/" or visitor.url.startswith("/compte/connexion/")

    def test_somebody_signed_in_is_not_asked_to_sign_in(self, house, client_of, zoe):
        assert client_of(zoe).get("/compte/connexion/").url == "/mon-parcours/"
        assert client_of(zoe).get("/compte/inscription/").status_code == 302


class TestAddresses:
    @pytest.fixture
    def browser(self, house, client, zoe):
        client.post("/compte/connexion/", {"login": "zoe@exemple.fr", "password": PASSWORD})
        return client

    def test_a_second_address_is_added_confirmed_made_the_main_one(self, browser, zoe, mailoutbox):
        browser.post("/compte/adresses/", {"email": "z@exemple.fr", "action_add": ""})
        page = browser.get("/compte/adresses/").content.decode()
        assert "À confirmer" in page
        browser.post(link_in(mailoutbox[0]))
        browser.post("/compte/adresses/", {"email": "z@exemple.fr", "action_primary": ""})
        zoe.refresh_from_db()
        assert zoe.email == "z@exemple.fr"
        assert any("Votre adresse est changée" in message.subject for message in mailoutbox)

    def test_the_main_address_is_not_removed(self, browser, zoe):
        browser.post("/compte/adresses/", {"email": "zoe@exemple.fr", "action_remove": ""})
        assert EmailAddress.objects.get(user=zoe).email == "zoe@exemple.fr"

    def test_the_password_is_changed_with_the_current_one(self, browser, zoe, mailoutbox):
        answers = {"oldpassword": "autre", "password1": "encore-une-phrase"}
        assert "mot de passe actuel" in browser.post("/compte/mot-de-passe/", answers).content.decode()
        browser.post("/compte/mot-de-passe/", answers | {"oldpassword": PASSWORD})
        zoe.refresh_from_db()
        assert zoe.check_password("encore-une-phrase")
        assert mailoutbox[-1].subject == "Votre mot de passe est changé"
