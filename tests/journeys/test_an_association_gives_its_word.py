"""A volunteer asks for the association's word; an officer without an account gives it, with a code, on two screens."""

from __future__ import annotations

import json
import re
import time
import uuid

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

#: A volunteer of the house, and a mission that they told.
SCENE = """
import datetime, decimal, json, uuid
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from config.demo.people import person
from skills.actions.choose_competencies import choose_competencies
from skills.actions.install_framework import install_framework
from skills.actions.open_mission import Where, open_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when

house = Structure.objects.get(slug="valmont")
volunteer = person("{email}", "{name}", "{password}")
grant_role(user=volunteer, structure=house, role="learner", actor=None)
where = Where(role="Renfort à la buvette", name="Les Amis du canal {name}")
mission = open_mission(actor=volunteer, structure=house, token=uuid.uuid4(), where=where)
when = When(datetime.date(2026, 7, 3), datetime.date(2026, 7, 5), decimal.Decimal("18.5"), "total")
say_when(mission=mission, actor=volunteer, when=when)
say_story(mission=mission, actor=volunteer, story=Story("J’ai tenu la buvette du festival."))
levels = {{"accueillir-public": 2, "tenir-buvette": 3}}
choose_competencies(mission=mission, actor=volunteer, framework=install_framework(), levels=levels)
print(json.dumps(mission.pk))
"""


@pytest.fixture
def volunteer(site):
    """The name and the address of a volunteer, and where their mission is."""
    code = uuid.uuid4().hex[:6]
    name, email = f"Éloïse O’Brien {code}", f"{code}@valmont.example"
    made = site.python(SCENE.format(email=email, name=name, password=site.password))
    return name, email, f"{site.url}/mes-acquis/missions/{json.loads(made.splitlines()[-1])}/"


@pytest.fixture
def officer(browser, browser_context_args):
    """A phone where nobody is signed in."""
    context = browser.new_context(**browser_context_args | {"viewport": {"width": 360, "height": 740}})
    page = context.new_page()
    page.set_default_timeout(60_000)
    yield page
    context.close()


@pytest.fixture
def letter_to(site):
    """A function that gives the words of the last letter to this address that has these, once it was delivered."""

    def letter_to(page: Page, address: str, words: str) -> str:
        found = page.locator("main li").filter(has_text=address).filter(has_text=words).get_by_role("link")
        until = time.monotonic() + 60
        page.goto(f"{site.url}/demo/courriels/")
        while not found.count() and time.monotonic() < until:
            page.wait_for_timeout(500)
            page.reload()
        found.first.click()
        return page.locator("main").inner_text()

    return letter_to


def narrow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def ask(page: Page, mission: str, address: str, name: str = "Paul Martin") -> None:
    """Ask this officer, from the page of the mission."""
    page.goto(mission)
    page.locator("main").get_by_role("link", name=re.compile("Demander (la|une autre) parole")).click()
    page.wait_for_url("**/parole/")
    page.get_by_label("Son prénom et son nom").fill(name)
    page.get_by_label("Sa fonction").fill("Trésorier")
    page.get_by_label("Son adresse électronique").fill(address)
    page.get_by_role("button", name="Envoyer la demande").click()


def link_in(letter: str) -> str:
    return re.search(r"http\S+/parole/[\w-]+/", letter).group()


def enter(page: Page, link: str, address: str, letter_to, look=lambda page: None) -> None:
    """Go through the door of a link with the code that comes by mail."""
    page.goto(link)
    look(page)
    page.get_by_role("button", name="M’envoyer le code").click()
    page.wait_for_url("**/code/")
    look(page)
    code = re.search(r"\b\d{6}\b", letter_to(page, address, "Votre code").replace(address, "")).group()
    page.goto(f"{link}code/")
    page.get_by_label("Les six chiffres").fill(code)
    page.get_by_role("button", name="Valider le code").click()
    page.wait_for_url(link)


def test_a_mission_is_attested_with_a_level_amended(anybody, officer, site, sign_in, volunteer, letter_to):
    name, email, mission = volunteer
    main, theirs = anybody.locator("main"), officer.locator("main")
    sign_in(anybody, email)

    # Oneself is nobody's association; what was typed is still there.
    ask(anybody, mission, email.replace("@", "+asso@"))
    expect(main).to_contain_text("quelqu’un d’autre")
    narrow(anybody)
    address = f"bureau-{uuid.uuid4().hex[:6]}@valmont.example"
    anybody.get_by_label("Son adresse électronique").fill(address)
    anybody.get_by_role("button", name="Envoyer la demande").click()
    expect(main).to_contain_text("Parole demandée")
    narrow(anybody)
    link = link_in(letter_to(anybody, address, "parole"))
    assert anybody.goto(link).status == 403

    # The officer reads nothing before the code, then one page to answer, then thanks.
    officer.goto(link)
    expect(theirs).not_to_contain_text(name)
    enter(officer, link, address, letter_to, narrow)
    expect(theirs).to_contain_text(name)
    expect(theirs).to_contain_text("18,5 heures")
    narrow(officer)
    officer.get_by_label("Oui, je la confirme").check()
    public = officer.get_by_role("group", name="Accueillir le public")
    public.get_by_label("Oui : seul").check()
    bar = officer.get_by_role("group", name="Tenir une buvette ou servir un repas")
    bar.get_by_label("Oui, mais plutôt : transmet").check()
    officer.get_by_label("Un mot de votre part").fill("Une aide précieuse.")
    officer.locator("[name=signed_as]").fill("Paul Martin")
    officer.get_by_role("button", name="Signer et envoyer").click()
    officer.wait_for_url("**/parole/merci/")
    narrow(officer)
    assert officer.goto(link).status == 410
    expect(theirs).not_to_contain_text(name)

    # The volunteer reads it as it was given; their own level stays.
    anybody.goto(mission)
    expect(main).to_contain_text("Attestée par l’association")
    expect(main).to_contain_text("Une aide précieuse.")
    expect(main).to_contain_text("confirmée à un autre niveau")
    narrow(anybody)
    anybody.goto(f"{site.url}/mes-acquis/")
    expect(main).to_contain_text("Attestée par Paul Martin, Trésorier")
    narrow(anybody)

    # Changed since: the word is on an older version.
    anybody.goto(f"{mission}recit/")
    anybody.get_by_label("Qu’avez-vous fait").fill("J’ai tenu la buvette et rangé la salle.")
    anybody.get_by_role("button", name="Garder mes changements").click()
    expect(main).to_contain_text("version plus ancienne")
    narrow(anybody)


def test_each_page_is_accessible(somebody, officer, site, sign_in, volunteer, letter_to, no_violation):
    _name, email, mission = volunteer
    sign_in(somebody, email)
    ask(somebody, mission, email)
    no_violation(somebody)
    address = f"bureau-{uuid.uuid4().hex[:6]}@valmont.example"
    ask(somebody, mission, address)
    expect(somebody.locator("main")).to_contain_text("Parole demandée")
    no_violation(somebody)
    link = link_in(letter_to(somebody, address, "parole"))
    somebody.goto(link)
    no_violation(somebody)
    enter(officer, link, address, letter_to, no_violation)
    no_violation(officer)
    # What is missing is said accessibly too.
    officer.get_by_label("Oui, je la confirme").check()
    officer.locator("[name=signed_as]").fill("Paul Martin")
    officer.get_by_role("button", name="Signer et envoyer").click()
    expect(officer.locator("main")).to_contain_text("pour chaque compétence")
    no_violation(officer)
    officer.get_by_label("Non, je ne peux pas la confirmer").check()
    officer.get_by_label("Un mot de votre part").fill("Je n’étais pas là.")
    officer.get_by_role("button", name="Signer et envoyer").click()
    officer.wait_for_url("**/parole/merci/")
    no_violation(officer)
    officer.goto(link)
    no_violation(officer)
    somebody.goto(mission)
    expect(somebody.locator("main")).to_contain_text("Je n’étais pas là.")
    no_violation(somebody)
