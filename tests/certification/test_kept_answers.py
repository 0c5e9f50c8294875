"""Answers are kept for the next stranger, and never a moment longer than they are true."""

import json
import re
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from certification import kept_answers
from certification.actions.make_file import make_file
from certification.actions.replace import replace
from certification.actions.revoke import revoke
from certification.actions.show_holder_as import show_holder_as
from certification.models import Credential
from cms.display import COOKIE
from cms.freshness import content_changed
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(monkeypatch):
    """The pages that were made, rather than taken from those kept."""
    from certification import views

    made, make = [], views._verification_page

    def counting(request, public_id, minute):
        made.append(public_id)
        return make(request, public_id, minute)

    monkeypatch.setattr(views, "_verification_page", counting)
    return made


@pytest.fixture
def ask(attestation, client, made):
    """A function that asks as a stranger; the words of the page."""
    return lambda: text_of(client.get(attestation.get_absolute_url()))


def test_the_second_stranger_is_answered_from_what_is_kept_in_one_query(ask, attestation, client, made):
    first = ask()
    assert "est valide" in first and "Ada Exemple" in first
    with CaptureQueriesContext(connection) as queries:
        assert ask() == first
    assert len(queries) == 1
    assert made == [attestation.public_id]


def test_the_first_costs_three_queries_and_the_page_is_light(ask, attestation, client):
    ask()  # the site is in the cache from now on
    Credential.objects.update(holder_shown="initials")
    with CaptureQueriesContext(connection) as queries:
        response = client.get(attestation.get_absolute_url())
    assert "A. E." in text_of(response)
    assert len(queries) <= 3
    assert len(response.content) <= 25_000


def test_revoked_it_is_seen_at_once(ask, attestation, marie):
    assert "est valide" in ask()
    revoke(credential=attestation, actor=marie, reason="Délivrée par erreur.")
    said = ask()
    assert "n’est plus valide" in said and "Délivrée par erreur." in said
    assert "Ce que cela prouve" not in said


def test_replaced_it_is_seen_at_once(ask, attestation, marie, client, made):
    ask()
    new = replace(credential=attestation, actor=marie, holder_name="Ada L.", reason="Nom corrigé.")
    assert "a été remplacée" in ask()
    address = new.get_absolute_url()
    assert "en préparation" in text_of(client.get(address))
    assert make_file(credential=new)
    assert "est valide" in text_of(client.get(address))


def test_what_the_holder_shows_is_seen_at_once(ask, attestation, ada):
    ask()
    show_holder_as(credential=attestation, actor=ada, shown="initials")
    assert "Ada Exemple" not in ask()
    show_holder_as(credential=attestation, actor=ada, shown="full")
    assert "Ada Exemple" in ask()
    Credential.objects.update(holder_shown="erased")
    assert "effacé à sa demande" in ask() and "Ada" not in ask()


def test_the_day_after_its_last_it_has_expired(ask, attestation, monkeypatch):
    today = timezone.localdate()
    Credential.objects.update(expires_on=today)
    assert "est valide" in ask()
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
    assert "a expiré" in ask()


def test_with_the_clock_set_back_it_says_what_the_clock_says_and_loses_nothing(
    ask, attestation, marie, monkeypatch
):
    """A clock can be wrong: the day it says decides on expiry, and what was decided stays decided."""
    revoke(credential=attestation, actor=marie, reason="Délivrée par erreur.")
    assert "n’est plus valide" in ask()
    now = timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now - timedelta(days=40))
    assert "n’est plus valide" in ask()


def test_the_minute_is_that_of_the_question(ask, made, monkeypatch):
    moments = [
        datetime(2026, 11, 26, 14, minute, tzinfo=timezone.get_current_timezone()) for minute in (3, 41)
    ]
    said = []
    for moment in moments:
        monkeypatch.setattr(timezone, "now", lambda moment=moment: moment)
        said.append(ask())
    assert "vérifié le 26 novembre 2026 à 14 h 03" in said[0]
    assert "vérifié le 26 novembre 2026 à 14 h 41" in said[1]
    assert len(made) == 1
    assert kept_answers.MINUTE not in said[0]


def test_a_name_cannot_pass_for_the_place_of_the_minute(ask, attestation, client):
    Credential.objects.update(holder_name=f"Ada {kept_answers.MINUTE}")
    for _again in range(2):
        said = client.get(attestation.get_absolute_url()).content.decode()
        assert "Ada &lt;!--minute--&gt;" in said


def test_a_change_of_content_shows(ask, made):
    ask()
    content_changed()
    ask()
    assert len(made) == 2


def test_each_way_of_reading_has_its_own(attestation, client, made):
    address = attestation.get_absolute_url()
    plain = client.get(address).content
    client.cookies[COOKIE] = "2c"
    other = client.get(address).content
    assert other != plain and len(made) == 2
    assert client.get(address).content == other and len(made) == 2


def test_who_is_signed_in_sees_their_own_menu_and_nobody_else_does(attestation, ada, client, client_of, made):
    address = attestation.get_absolute_url()
    before = client.get(address).content
    page = client_of(ada).get(address).content.decode()
    assert "Mon compte" in page or ada.email in page
    assert client.get(address).content == before
    assert ada.email not in before.decode()
    assert len(made) == 2


def test_one_being_made_is_not_kept(pending, client, made):
    for _again in range(2):
        assert "en préparation" in text_of(client.get(pending.get_absolute_url()))
    assert len(made) == 2


def test_browsers_keep_nothing(attestation, client):
    for _again in range(2):
        response = client.get(attestation.get_absolute_url())
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]


class TestPrograms:
    """They may ask again and again: nothing is sent while nothing changed."""

    def asked(self, client, credential, etag=""):
        headers = {"If-None-Match": etag} if etag else {}
        return client.get(f"/api/certificats/{credential.public_id}/", headers=headers)

    def test_nothing_is_sent_again_until_something_changed(self, attestation, marie, client):
        first = self.asked(client, attestation)
        etag = first["ETag"]
        assert re.fullmatch(r'W/"[0-9a-f]{32}"', etag)
        assert first.json()["status"] == "valid" and first.json()["checked_at"]
        again = self.asked(client, attestation, etag)
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)
        assert again["Access-Control-Allow-Origin"] == "*"
        revoke(credential=attestation, actor=marie, reason="Délivrée par erreur.")
        told = self.asked(client, attestation, etag)
        assert told.status_code == 200
        assert json.loads(told.content)["status"] == "revoked"
        assert told["ETag"] != etag

    def test_the_day_after_its_last_is_a_change(self, attestation, client, monkeypatch):
        Credential.objects.update(expires_on=timezone.localdate())
        etag = self.asked(client, attestation)["ETag"]
        now = timezone.now()
        monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=1))
        told = self.asked(client, attestation, etag)
        assert (told.status_code, told.json()["status"]) == (200, "expired")
