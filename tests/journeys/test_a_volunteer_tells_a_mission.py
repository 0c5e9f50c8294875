"""A volunteer tells a mission in four screens, chooses what they can do, shows it, and nobody else reads it."""

from __future__ import annotations

import re
import uuid

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

PEOPLE = """
from accounts.actions.grant_role import grant_role
from accounts.models import Structure
from config.demo.people import person
house = Structure.objects.get(slug="valmont")
for email, name in {people!r}:
    grant_role(user=person(email, name, "{password}"), structure=house, role="learner", actor=None)
"""


@pytest.fixture
def volunteers(site):
    """The addresses of two people of the house."""
    code = uuid.uuid4().hex[:6]
    people = [(f"{code}-{n}@valmont.example", f"Bénévole {code} {n}") for n in (1, 2)]
    site.python(PEOPLE.format(people=people, password=site.password))
    return [email for email, _name in people]


def narrow(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, page.url


def tell(page: Page, url: str, look=lambda page: None) -> int:
    """Tell a mission from its first screen to its last; how many fields had to be filled in."""
    page.goto(f"{url}/mes-acquis/")
    look(page)
    page.get_by_role("link", name="Décrire une mission").first.click()
    page.wait_for_url("**/missions/nouvelle/")
    look(page)
    page.get_by_label("L’association").fill("Les Nuits de Valmont")
    page.get_by_label("Votre rôle").fill("Renfort à la buvette")
    page.get_by_role("button", name="Garder et continuer").click()
    page.wait_for_url("**/temps/")
    look(page)
    page.get_by_label("Depuis quand").fill("2026-07-03")
    page.get_by_label("Jusqu’à quand").fill("2026-07-05")
    page.get_by_label("Combien d’heures").fill("18,5")
    page.get_by_label("en tout").check()
    page.get_by_role("button", name="Garder et continuer").click()
    page.wait_for_url("**/recit/")
    look(page)
    page.get_by_label("Qu’avez-vous fait").fill("J’ai tenu la buvette du festival et accueilli le public.")
    page.get_by_role("button", name="Garder et continuer").click()
    page.wait_for_url("**/competences/")
    look(page)
    expect(page.locator("main")).to_contain_text("Vos mots")
    page.get_by_label("Tenir une buvette ou servir un repas").select_option("3")
    page.get_by_label("Accueillir le public").select_option("2")
    page.get_by_role("button", name="Garder ma mission").click()
    page.wait_for_url(re.compile(r"/missions/\d+/$"))
    look(page)
    return 8


def test_a_mission_is_told_shown_and_private(
    anybody, browser, browser_context_args, site, sign_in, volunteers
):
    sign_in(anybody, volunteers[0])
    main = anybody.locator("main")
    anybody.goto(f"{site.url}/mon-parcours/")
    main.get_by_role("link", name="Ouvrir mes acquis").click()
    anybody.wait_for_url("**/mes-acquis/")
    assert tell(anybody, site.url, narrow) <= 10
    mission = anybody.url
    expect(main).to_contain_text("18,5 heures")
    expect(main).to_contain_text("En autonomie")

    # Something that shows it; an address that could run something is refused.
    main.get_by_role("link", name="Un lien").click()
    anybody.wait_for_url("**/preuves/link/")
    anybody.get_by_label("Un titre").fill("Le programme du festival")
    anybody.get_by_label("L’adresse").fill("https://nuits.example/2026")
    anybody.get_by_label("Tenir une buvette ou servir un repas").check()
    narrow(anybody)
    anybody.get_by_role("button", name="Garder").click()
    anybody.wait_for_url("**/missions/*/#preuves")
    expect(main).to_contain_text("Le programme du festival")

    # The space says it by domain; the level is changed there.
    anybody.goto(f"{site.url}/mes-acquis/")
    expect(main).to_contain_text("Organiser des activités")
    expect(main).to_contain_text("Le programme du festival")
    narrow(anybody)
    main.get_by_text("Changer mon niveau").first.click()
    anybody.get_by_label("Mon niveau").first.select_option("4")
    main.get_by_role("button", name="Garder").first.click()
    expect(main).to_contain_text("Votre niveau est changé")
    expect(main).to_contain_text("Transmet aux autres")

    # Nobody else finds anything.
    context = browser.new_context(**browser_context_args)
    other = context.new_page()
    assert "/connexion/" in other.goto(mission).url
    sign_in(other, volunteers[1])
    assert other.goto(mission).status == 404
    other.goto(f"{site.url}/mes-acquis/")
    expect(other.locator("main")).not_to_contain_text("buvette")
    context.close()


def test_each_page_is_accessible(somebody, site, sign_in, volunteers, no_violation):
    sign_in(somebody, volunteers[0])
    tell(somebody, site.url, no_violation)
    mission = somebody.url
    for kind in ("words", "link", "photo", "file"):
        somebody.goto(f"{mission}preuves/{kind}/")
        no_violation(somebody)
    somebody.locator("main button[type=submit]").click()
    somebody.goto(f"{site.url}/mes-acquis/")
    no_violation(somebody)
    # What is refused is said accessibly too.
    somebody.goto(f"{mission}temps/")
    somebody.get_by_label("Jusqu’à quand").fill("2026-07-01")
    somebody.get_by_role("button", name="Garder mes changements").click()
    expect(somebody.locator("main")).to_contain_text("vérifiez les deux dates")
    no_violation(somebody)
