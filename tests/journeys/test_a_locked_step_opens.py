"""A locked step says why and opens after; a waiver opens it too; a change of substance is seen by all it touches."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.journey

# A module of its own, so that no other journey meets its locks.
SCENE = """
import json
from accounts.models import Structure, User
from cms.freshness import content_changed
from learning.actions.complete_step import complete_step
from learning.actions.enrol import enrol
from learning.models import CataloguePage, ModulePage, SequencePage
house = Structure.objects.get(slug="valmont")
catalogue = CataloguePage.objects.get(slug="formations")
module = catalogue.add_child(instance=ModulePage(
    title="Accueillir un bénévole", slug="accueillir-verrous", code="ACCV", summary="Trois étapes.", live=False))
module.save_revision().publish()
steps = []
for number in (1, 2, 3):
    step = module.add_child(instance=SequencePage(
        title=f"Étape {number}", minutes=10 * number, in_order=number > 1, live=False,
        lead="Ce que vous saurez faire.", body=[("paragraph", f"<p>Contenu {number}.</p>")]))
    step.save_revision().publish()
    steps.append(step)
people = [User.objects.get(email=email) for email in EMAILS]
enrolments = [enrol(learner=one, module=module, structure=house, actor=one) for one in people]
for step in steps:
    complete_step(enrolment=enrolments[1], step=step, actor=people[1])
print(json.dumps({"module": module.get_url(), "steps": [s.get_url() for s in steps], "enrolment": enrolments[0].pk}))
"""
CHANGE = """
from learning.models import SequencePage
page = SequencePage.objects.get(url_path__endswith="/accueillir-verrous/etape-1/")
page.change_note = "La fiche d’accueil a changé."
page.save_revision().publish()
"""


@pytest.fixture
def scene(site, somebody, sign_up):
    emails = ["verrous@valmont.example", "verrous-fini@valmont.example"]
    for number, email in enumerate(emails):
        sign_up(somebody, f"Lou Verrous {number}", email)
        somebody.context.clear_cookies()
    return emails, json.loads(site.python(f"EMAILS = {emails!r}\n{SCENE}"))


def test_it_says_why_then_opens_and_a_change_is_told(site, somebody, sign_in, desk, scene, no_violation):
    (learner, holder), places = scene
    first, second, third = (site.url + step for step in places["steps"])
    sign_in(somebody, learner)
    somebody.goto(third)
    expect(somebody.locator("main")).to_contain_text("Pas encore ouvert")
    expect(somebody.locator("main")).not_to_contain_text("Contenu 3.")
    no_violation(somebody)

    # The way leads to what can be done now.
    somebody.click(".callout.locked a.button")
    somebody.wait_for_url(first)
    somebody.get_by_role("button", name="J’ai").first.click()
    somebody.goto(second)
    expect(somebody.locator("main")).to_contain_text("Contenu 2.")

    # Staff waive the second step: the third opens.
    staff = desk("validator")
    staff.goto(f"{site.url}/admin/inscriptions/inspect/{places['enrolment']}/")
    staff.select_option("select[name=step]", label="Étape 2")
    staff.fill("input[name=reason]", "A déjà accueilli dix bénévoles.")
    staff.fill("input[name=evidence]", "Attestation de l’association, 2025")
    staff.click("form.waiver button[type=submit]")
    expect(staff.locator("#main")).to_contain_text("Attestation de l’association, 2025")
    somebody.goto(third)
    expect(somebody.locator("main")).to_contain_text("Contenu 3.")

    # What changes in substance is told to who studies, and said beside the attestation of who finished.
    site.python(CHANGE)
    somebody.goto(site.url + places["module"])
    expect(somebody.locator("main")).to_contain_text("La fiche d’accueil a changé.")
    no_violation(somebody)
    somebody.context.clear_cookies()
    sign_in(somebody, holder)
    somebody.goto(f"{site.url}/mon-parcours/documents/")
    expect(somebody.locator("main")).to_contain_text("Délivrée sur la version du")
    no_violation(somebody)
