"""Activities done to their end: work returned then accepted, a case by keyboard, hours confirmed, oneself placed."""

from __future__ import annotations

import json
import uuid
from datetime import date

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.journey

#: Somebody enrolled in the demo's module of activities, and its address.
SCENE = """
import json
from accounts.models import Structure
from config.demo.people import person
from learning.actions.enrol import enrol
from learning.models import ModulePage

module = ModulePage.objects.get(code="AG")
learner = person("{email}", "{name}", "{password}")
enrol(learner=learner, module=module, structure=Structure.objects.get(slug="valmont"), actor=learner)
print(json.dumps(module.get_url()))
"""
CONVOCATION = {"name": "convocation.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


@pytest.fixture
def learner(site):
    """The name and the address of somebody enrolled, and where their module is."""
    code = uuid.uuid4().hex[:6]
    name, email = f"Odile Activités {code}", f"{code}@valmont.example"
    made = site.python(SCENE.format(email=email, name=name, password=site.password))
    return name, email, site.url + json.loads(made.splitlines()[-1])


@pytest.fixture
def phone(browser, browser_context_args, sign_in, learner):
    """The learner's phone, without JavaScript."""
    small = {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}}
    context = browser.new_context(**browser_context_args | small)
    page = context.new_page()
    page.set_default_timeout(60_000)
    sign_in(page, learner[1])
    yield page
    context.close()


def open_at_desk(staff: Page, address: str, name: str) -> None:
    staff.goto(address)
    staff.locator("tr", has_text=name).locator("a[href*='/inspect/']").first.click()
    staff.wait_for_url("**/inspect/**")


def test_work_is_handed_in_returned_completed_and_accepted(
    site, phone, somebody, sign_in, desk, learner, no_violation
):
    name, email, module = learner
    step = f"{module}votre-ordre-du-jour/"
    sign_in(somebody, email)
    somebody.goto(step)
    no_violation(somebody)

    phone.goto(step)
    main = phone.locator("main")
    phone.fill("#text", "1. Accueil\n2. Comptes")
    phone.set_input_files("#files", CONVOCATION)
    phone.get_by_role("button", name="Remettre mon travail").click()
    expect(main).to_contain_text("Votre travail est remis")
    expect(main.get_by_role("link", name="convocation.pdf")).to_be_visible()
    somebody.goto(step)
    no_violation(somebody)

    staff = desk("trainer")
    open_at_desk(staff, f"{site.url}/admin/travaux/", name)
    staff.locator("input[name=level-0]").nth(1).check()
    staff.locator("input[name=level-1]").nth(0).check()
    staff.fill("#appraisal", "Dites ce qui est soumis au vote.")
    staff.locator("button[value=redo]").click()
    expect(staff.locator("#main")).to_contain_text("Dites ce qui est soumis au vote.")

    phone.goto(step)
    expect(main).to_contain_text("Dites ce qui est soumis au vote.")
    somebody.goto(step)
    no_violation(somebody)
    phone.fill("#text", "1. Accueil\n2. Comptes, puis vote à main levée")
    phone.get_by_role("button", name="Remettre mon travail").click()
    expect(main).to_contain_text("Votre travail est remis")

    open_at_desk(staff, f"{site.url}/admin/travaux/", name)
    staff.locator("input[name=level-0]").nth(2).check()
    staff.locator("input[name=level-1]").nth(1).check()
    staff.fill("#appraisal", "Complet et clair : bravo.")
    staff.locator("button[value=accept]").click()
    expect(staff.locator("#main")).to_contain_text("Complet et clair")

    phone.goto(step)
    expect(main).to_contain_text("Complet et clair")
    expect(main.locator(".pill", has_text="Terminée").first).to_be_visible()
    somebody.goto(step)
    no_violation(somebody)


def test_a_case_is_played_by_keyboard_to_its_debrief(somebody, sign_in, learner, no_violation):
    _name, email, module = learner
    sign_in(somebody, email)
    somebody.goto(f"{module}une-assemblee-agitee/")
    somebody.locator("form[action$='/cas/'] button").focus()
    somebody.keyboard.press("Enter")
    for situation, arrows in (("La question", 1), ("Le ton monte", 0)):
        expect(somebody.locator("#situation")).to_have_text(situation)
        no_violation(somebody)
        somebody.locator("input[name=choice]").first.focus()
        somebody.keyboard.press("Space")
        for _ in range(arrows):
            somebody.keyboard.press("ArrowDown")
        somebody.keyboard.press("Tab")
        somebody.keyboard.press("Enter")
    main = somebody.locator("main")
    expect(somebody.locator("#situation")).to_have_text("La fin du cas")
    expect(main).to_contain_text("Ce qu’on conseillerait")
    expect(main.locator(".pill", has_text="Terminée").first).to_be_visible()
    no_violation(somebody)


def test_an_activity_elsewhere_is_declared_and_confirmed(
    site, phone, somebody, sign_in, desk, learner, no_violation
):
    name, email, module = learner
    step = f"{module}assister-a-une-assemblee/"
    phone.goto(step)
    phone.fill("#done_on", date.today().isoformat())
    phone.fill("#hours", "1")
    phone.fill("#minutes", "30")
    phone.fill("#place", "Mairie")
    phone.get_by_role("button", name="Envoyer ma déclaration").click()
    main = phone.locator("main")
    expect(main).to_contain_text("Votre déclaration est envoyée")
    sign_in(somebody, email)
    somebody.goto(step)
    no_violation(somebody)

    staff = desk("trainer")
    open_at_desk(staff, f"{site.url}/admin/declarations/", name)
    staff.locator("button[value=confirm]").click()
    expect(staff.locator("#main")).not_to_contain_text("Minutes confirmées")

    phone.goto(step)
    expect(main.locator(".pill", has_text="Terminée").first).to_be_visible()
    somebody.goto(step)
    no_violation(somebody)


def test_somebody_sees_the_way_they_have_come(phone, somebody, sign_in, learner, no_violation):
    _name, email, module = learner
    for slug, level in (("se-situer-avant", 0), ("se-situer-apres", 2)):
        phone.goto(f"{module}{slug}/")
        for question in phone.locator("fieldset.question").all():
            question.locator("input").nth(level).check()
        phone.get_by_role("button", name="Garder mes réponses").click()
        expect(phone.locator("main")).to_contain_text("C’est noté")
    sign_in(somebody, email)
    for address in (f"{module}se-situer-apres/", module):
        somebody.goto(address)
        expect(somebody.locator("main table.positions")).to_contain_text("2 niveaux")
        no_violation(somebody)
