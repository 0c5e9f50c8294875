"""An officer’s list: all that waits in one mailbox after one code, one signature for what is ticked."""

import re
import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from skills.actions.ask_attestation import Officer, ask_attestation
from skills.actions.forget_volunteer import forget_volunteer
from skills.actions.open_mission import Where, open_mission
from skills.actions.remove_mission import remove_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when
from skills.models import Attestation, Mission
from tests.pages import main_text_of as text_of

pytestmark = pytest.mark.django_db

PAUL = Officer("Paul Martin", "Trésorier", "paul@exemple.fr")
SIGNED = {"signed_as": "Paul Martin", "signed_office": "Trésorier"}


@pytest.fixture
def asks(house, nights):
    """A function by which somebody tells a mission and asks the officer."""

    def asks(person, role: str, officer: Officer = PAUL) -> Attestation:
        where = Where(role=role, association=nights)
        mission = open_mission(actor=person, structure=house, token=uuid.uuid4(), where=where)
        when = When(date(2026, 7, 3), date(2026, 7, 6), Decimal(12), "total")
        say_when(mission=mission, actor=person, when=when)
        story = Story(f"J’ai tenu : {role}.", context="Un festival.", achievements="Trois soirées.")
        say_story(mission=mission, actor=person, story=story)
        Mission.objects.filter(pk=mission.pk).update(kept_at=timezone.now())
        mission.refresh_from_db()
        return ask_attestation(mission=mission, actor=person, structure=house, officer=officer)

    return asks


@pytest.fixture
def first(mission, ada, house) -> Attestation:
    return ask_attestation(mission=mission, actor=ada, structure=house, officer=PAUL)


@pytest.fixture
def second(first, asks, linus) -> Attestation:
    return asks(linus, "Buvette")


@pytest.fixture
def enter(mailoutbox):
    """A function that gives the code of the officer's last link: their browser, and where it led."""

    def enter(browser: Client | None = None) -> tuple[Client, str]:
        browser = browser or Client()
        letters = [one for one in mailoutbox if one.to == ["paul@exemple.fr"] and "/parole/" in one.body]
        link = re.search(r"/parole/[\w-]+/", letters[-1].body)[0]
        browser.post(f"{link}code/", {"send": "1"})
        code = re.search(r"\b\d{6}\b", mailoutbox[-1].body)[0]
        return browser, browser.post(f"{link}code/", {"code": code})["Location"]

    return enter


@pytest.fixture
def inside(second, enter):
    return enter()


def reads_in(browser: Client, here: str) -> dict[str, str]:
    return dict(re.findall(r'name="(read-\d+)" value="(\w+)"', browser.get(here).content.decode()))


def test_one_code_opens_all_that_waits(inside, first, second):
    browser, here = inside
    assert here == f"/parole/ensemble/{second.pk}/"
    response = browser.get(here)
    text = text_of(response).replace("\xa0", " ")
    for words in (
        "2 missions attendent votre parole",
        "Ada Exemple : Accueil du festival",
        "Accueillir le public : en autonomie",
        "24 heures",
        "Linus Exemple : Buvette",
        "Trois soirées.",
    ):
        assert words in text
    assert "noindex" in response["X-Robots-Tag"]
    assert "no-store" in response["Cache-Control"]


def test_one_request_is_read_as_ever(first, enter):
    browser, here = enter()
    assert "ensemble" not in here
    assert "lire ensemble" not in text_of(browser.get(here))


def test_one_signature_confirms_what_is_ticked(inside, first, second):
    browser, here = inside
    reads = reads_in(browser, here)
    response = browser.post(here, SIGNED | reads | {"confirm": [first.pk, second.pk]})
    assert response["Location"] == "/parole/merci/"
    assert "2 paroles sont arrivées" in browser.get("/parole/merci/").content.decode()
    assert set(Attestation.objects.values_list("state", "signed_as")) == {("attested", "Paul Martin")}
    assert "0 missions attendent" in text_of(browser.get(here)) or "attend" in text_of(browser.get(here))


def test_what_is_not_ticked_still_waits(inside, first, second):
    browser, here = inside
    response = browser.post(here, SIGNED | reads_in(browser, here) | {"confirm": [second.pk]}, follow=True)
    text = response.content.decode()
    assert "1 parole est arrivée" in text
    assert "Ada Exemple" in text_of(response) and "Linus" not in text_of(response)
    first.refresh_from_db()
    assert first.state == "asked"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"confirm": []}, "Cochez les missions"),
        ({"signed_as": ""}, "Il manque votre signature"),
        ({"signed_office": ""}, "Il manque votre signature"),
        ({"confirm": ["999999"]}, "ne vous est plus ouverte"),
        ({"confirm": ["x", "1\x00"]}, "ne vous est plus ouverte"),
    ],
)
def test_what_is_missing_is_said_and_nothing_written(inside, first, second, said, words):
    browser, here = inside
    sent = SIGNED | reads_in(browser, here) | {"confirm": [first.pk]} | said
    response = browser.post(here, sent)
    assert response.status_code == 400
    assert words in text_of(response)
    assert Attestation.objects.awaited().count() == 2
    if said.get("confirm") is None:
        assert f'value="{first.pk}" checked' in response.content.decode()


def test_a_signature_that_the_action_refuses_is_said(inside, first, monkeypatch):
    from skills.refusals import AttestationRefused
    from skills.rules.attestations import Problem

    def refuses(**said):
        raise AttestationRefused(Problem.NO_NAME)

    browser, here = inside
    sent = SIGNED | reads_in(browser, here) | {"confirm": [first.pk]}
    monkeypatch.setattr("skills.list_views.attest_together", refuses)
    response = browser.post(here, sent)
    assert response.status_code == 400
    assert "Écrivez" in text_of(response)


def test_what_was_changed_meanwhile_is_said_and_left(inside, first, second, mission, ada):
    browser, here = inside
    reads = reads_in(browser, here)
    say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
    sent = SIGNED | reads | {"confirm": [first.pk, second.pk]}
    response = browser.post(here, sent, follow=True)
    text = response.content.decode()
    assert "1 parole est arrivée" in text
    assert "Ada Exemple, Accueil du festival" in text and "modifiée pendant que vous la lisiez" in text
    assert "J’ai tout fait." in text and "modifiée depuis notre message" in text
    first.refresh_from_db()
    assert first.state == "asked"


def test_what_was_taken_back_or_erased_meanwhile_is_said(inside, first, second, mission, ada, linus):
    browser, here = inside
    sent = SIGNED | reads_in(browser, here) | {"confirm": [first.pk, second.pk]}
    remove_mission(mission=mission, actor=ada)
    forget_volunteer(person=linus)
    response = browser.post(here, sent, follow=True)
    text = response.content.decode()
    assert "a retiré sa demande" in text and "a fermé son compte" in text
    assert "Ada" not in text_of(response)


def test_rows_that_are_gone_are_counted(inside, first, second):
    browser, here = inside
    sent = SIGNED | reads_in(browser, here) | {"confirm": [first.pk, second.pk]}
    Attestation.objects.filter(pk=first.pk).delete()
    assert "1 demande a été retirée" in browser.post(here, sent, follow=True).content.decode()


def test_ones_own_is_said_and_left_out(inside, first, second, linus, client_of, enter):
    browser, here = inside
    linus.emailaddress_set.create(email="paul@exemple.fr")
    text = text_of(browser.get(here))
    assert "Une autre porte sur votre propre mission" in text.replace("\xa0", " ")
    assert "Linus" not in text and "Ada Exemple" in text
    alone = browser.get(f"/parole/ensemble/{second.pk}/seule/")
    assert alone.status_code == 403
    assert "personne n’atteste sa propre mission" in text_of(alone)


def test_who_is_signed_in_by_chance_reads_all_but_their_own(
    first, second, linus, client_of, enter, asks, ada
):
    asks(ada, "Caisse")
    browser, here = enter(client_of(linus))
    text = text_of(browser.get(here))
    assert "Caisse" in text and "Buvette" not in text


def test_one_is_answered_alone_then_the_list_goes_on(inside, first, second):
    browser, here = inside
    alone = f"/parole/ensemble/{first.pk}/seule/"
    page = browser.get(alone)
    assert "Une autre mission attend votre parole" in text_of(page)
    read = re.search(r'name="read" value="(\w+)"', page.content.decode())[1]
    answer = SIGNED | {"read": read, "confirms": "no", "word": "Je n’étais pas là."}
    response = browser.post(alone, answer)
    assert response["Location"] == f"/parole/ensemble/{first.pk}/"
    text = text_of(browser.get(response["Location"]))
    assert "Linus" in text and "Ada" not in text
    first.refresh_from_db()
    assert first.state == "refused"
    assert browser.get(alone).status_code == 410
    other = f"/parole/ensemble/{second.pk}/seule/"
    read = re.search(r'name="read" value="(\w+)"', browser.get(other).content.decode())[1]
    assert browser.post(other, SIGNED | {"read": read, "confirms": "yes"})["Location"] == "/parole/merci/"


def test_one_alone_is_on_what_was_read(inside, first, mission, ada):
    browser, _here = inside
    alone = f"/parole/ensemble/{first.pk}/seule/"
    read = re.search(r'name="read" value="(\w+)"', browser.get(alone).content.decode())[1]
    say_story(mission=mission, actor=ada, story=Story("J’ai tout fait."))
    response = browser.post(alone, SIGNED | {"read": read, "confirms": "no", "word": "Non."})
    assert response.status_code == 409
    assert f'href="{alone}"' in response.content.decode()


def test_one_alone_closed_at_this_very_moment(inside, first, monkeypatch):
    from skills.refusals import LinkRefused
    from skills.rules.attestations import Link

    def closed(found):
        raise LinkRefused(Link.WITHDRAWN)

    browser, _here = inside
    alone = f"/parole/ensemble/{first.pk}/seule/"
    read = re.search(r'name="read" value="(\w+)"', browser.get(alone).content.decode())[1]
    monkeypatch.setattr("skills.list_views.still_open", closed)
    response = browser.post(alone, SIGNED | {"read": read, "confirms": "no", "word": "Non."})
    assert response.status_code == 410


def test_no_other_browser_reads_it(inside, first, second, client, client_of, ada, val):
    for browser in (client, client_of(ada), client_of(val)):
        for address in (f"/parole/ensemble/{first.pk}/", f"/parole/ensemble/{first.pk}/seule/"):
            for response in (browser.get(address), browser.post(address, SIGNED)):
                assert response.status_code == 403
                assert "Ouvrez à nouveau le lien" in text_of(response)
                assert "Exemple" not in text_of(response)
    assert client.delete(f"/parole/ensemble/{first.pk}/").status_code == 405


def test_what_came_after_the_code_needs_another_code(inside, asks, ada):
    browser, here = inside
    late = asks(ada, "Caisse")
    assert "Caisse" not in text_of(browser.get(here))
    assert browser.get(f"/parole/ensemble/{late.pk}/seule/").status_code == 403


def test_a_long_list_comes_in_parts(inside, monkeypatch):
    browser, here = inside
    monkeypatch.setattr("skills.list_views.MOST_TOGETHER", 1)
    text = text_of(browser.get(here))
    assert "Une autre suivra" in text
    assert "Linus" not in text


def test_does_not_cost_more_with_more_rows(second, asks, linus, enter):
    def cost(browser: Client, here: str) -> int:
        browser.get(here)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(here).status_code == 200
        return len(queries)

    before = cost(*enter())
    for number in range(5):
        asks(linus, f"Aide {number}")
    Attestation._base_manager.update(code_sent_at=None)
    browser, here = enter()
    assert "Aide 4" in text_of(browser.get(here))
    assert cost(browser, here) == before
