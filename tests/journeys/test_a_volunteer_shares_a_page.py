"""A volunteer shares a part of their record; a stranger reads it on a phone, then is told that it is closed."""

from __future__ import annotations

import uuid

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

SCENE = """
import uuid
from datetime import date
from decimal import Decimal
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from config.demo.people import person
from skills.actions.choose_competencies import choose_competencies
from skills.actions.install_framework import install_framework
from skills.actions.open_mission import Where, open_mission
from skills.actions.say_story import Story, say_story
from skills.actions.say_when import When, say_when
from skills.models import Association
house = Structure.objects.get(slug="valmont")
who = person("{email}", "Éloïse Brun", "{password}")
grant_role(user=who, structure=house, role="learner", actor=None)
nights = Association.objects.get(listed=True, rna="W991000317")
for role, levels in (("Trésorière", {{"tenir-comptes": 3}}), ("Aide à la buvette", {{"tenir-buvette": 2}})):
    where = Where(role=role, association=nights)
    mission = open_mission(actor=who, structure=house, token=uuid.uuid4(), where=where)
    when = When(date(2025, 7, 1), date(2026, 6, 30), Decimal(365), "total")
    say_when(mission=mission, actor=who, when=when)
    say_story(mission=mission, actor=who, story=Story("J’ai tenu les comptes des jardins."))
    choose_competencies(mission=mission, actor=who, framework=install_framework(), levels=levels)
"""


@pytest.fixture
def volunteer(site):
    """The address of somebody with two missions."""
    email = f"{uuid.uuid4().hex[:8]}@valmont.example"
    site.python(SCENE.format(email=email, password=site.password))
    return email


def narrow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def test_what_is_chosen_is_read_until_it_is_closed(
    anybody, browser, browser_context_args, site, sign_in, volunteer, no_violation
):
    sign_in(anybody, volunteer)
    main = anybody.locator("main")
    anybody.goto(f"{site.url}/mes-acquis/")
    main.get_by_role("link", name="Partager une page").click()
    anybody.wait_for_url("**/mes-acquis/partages/")
    narrow(anybody)
    main.get_by_role("link", name="Partager une page").click()
    anybody.wait_for_url("**/partages/nouveau/")
    narrow(anybody)

    # Nothing is ticked beforehand, and nothing ticked is nothing shared.
    main.get_by_role("button", name="Partager cette page").click()
    expect(main.get_by_role("alert")).to_contain_text("Cochez ce que vous montrez")
    main.get_by_label("Trésorière, Amicale des Jardins").check()
    main.get_by_label("Tenir les comptes").check()
    main.get_by_label("7 jours").check()
    main.get_by_label("Pour qui, ou pour quoi").fill("Candidature")
    main.get_by_role("button", name="Partager cette page").click()
    expect(main).to_contain_text("Votre page est prête")
    narrow(anybody)
    address = anybody.get_by_label("Son adresse").input_value()
    assert address.startswith(f"{site.url}/partage/")

    # A stranger, on a phone, without an account.
    phone = {"viewport": {"width": 360, "height": 740}}
    context = browser.new_context(**browser_context_args | phone)
    stranger = context.new_page()
    asked: list[str] = []
    stranger.on("request", lambda request: asked.append(request.url))
    answer = stranger.goto(address)
    assert answer.status == 200
    assert "no-store" in answer.headers["cache-control"]
    assert "noindex" in answer.headers["x-robots-tag"]
    assert len(answer.body()) <= 25_000
    narrow(stranger)
    told = stranger.locator("main")
    expect(told).to_contain_text("É. B.")
    expect(told).to_contain_text("J’ai tenu les comptes des jardins.")
    expect(told).to_contain_text("Déclaré par la personne")
    for hidden in ("Éloïse", "buvette", "Candidature"):
        expect(told).not_to_contain_text(hidden)
    assert all(one.startswith(site.url) for one in asked), asked
    no_violation(stranger)

    # Its owner closes it, and the stranger is told.
    main.get_by_role("link", name="La fermer, ou changer son adresse").click()
    expect(main).to_contain_text("sous le nom É. B.")
    narrow(anybody)
    main.get_by_role("button", name="Fermer cette page maintenant").click()
    anybody.wait_for_url("**/mes-acquis/partages/")
    expect(main).to_contain_text("Fermée")
    assert stranger.goto(address).status == 410
    expect(told).to_contain_text("l’a fermée")
    expect(told).not_to_contain_text("jardins")
    no_violation(stranger)
    context.close()


def test_each_page_is_accessible(somebody, site, sign_in, volunteer, no_violation):
    sign_in(somebody, volunteer)
    main = somebody.locator("main")
    for address in ("", "nouveau/"):
        somebody.goto(f"{site.url}/mes-acquis/partages/{address}")
        no_violation(somebody)
    main.get_by_label("Trésorière, Amicale des Jardins").check()
    main.get_by_role("button", name="Partager cette page").click()
    expect(main).to_contain_text("Votre page est prête")
    no_violation(somebody)
    main.get_by_role("link", name="La fermer, ou changer son adresse").click()
    somebody.wait_for_url("**/partages/*/")
    no_violation(somebody)
